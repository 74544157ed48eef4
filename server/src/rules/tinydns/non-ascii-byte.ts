import { decodeUtf8, isUnseen } from "djblint-grammars/text";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD005",
  name: "non-ascii-byte",
  language: "tinydns",
  severity: "info",
  category: "syntax",
  since: "0.1",
  what: "A name has bytes above 7f",
  why: "tinydns-data publishes the bytes as they are; browsers and mail programs ask for the IDNA form (xn--…), which is another name",
  silent: "In texts, where any byte is as good as another",
  sources: ["tinydns specification D5, trap T83", "RFC 5891"],
  fixable: "unsafe",
  messages: {
    raw: {
      text: "{written} is published as the bytes {bytes}: clients ask for the xn-- form of the name and do not find it",
      help: "write the name in its xn-- form",
    },
    unseen: {
      text: "a character that cannot be seen, the bytes {bytes}, becomes part of the name: no client asks for such a name",
      help: "remove it: it came along when the line was copied",
      severity: "warning",
    },
    remove: { text: "Remove what cannot be seen" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+b\xfccher.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+xn--bcher-kva.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.HighByte,
      check: (line, data, report) => {
        for (const field of fieldsOfKind(line, "name", "server", "target")) {
          const text = data.text.slice(field);
          const match = /[\x80-\xff]+/.exec(text);
          if (!match) continue;
          const start = field.start + match.index;
          const octal = [...match[0]].map((byte) => `\\${byte.charCodeAt(0).toString(8)}`).join("");
          const meant = decodeUtf8(match[0]) ?? match[0];
          const at = { start, end: start + match[0].length };
          if ([...meant].every(isUnseen)) {
            const fix = { title: "remove", safety: "unsafe", edits: [{ span: at, newText: "" }] } as const;
            report({ at, message: "unseen", params: { bytes: octal }, fixes: [fix] });
            continue;
          }
          const written = `"${meant}"`;
          report({ at, message: "raw", params: { written: written.replace(/[\x80-\x9f]/g, "?"), bytes: octal } });
        }
      },
    },
  },
});
