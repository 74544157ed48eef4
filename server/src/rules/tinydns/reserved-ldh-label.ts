import { parseName } from "djblint-grammars/tinydns/name";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD153",
  name: "reserved-ldh-label",
  language: "tinydns",
  severity: "info",
  category: "names",
  since: "0.1",
  what: "A label has hyphens in third and fourth place and does not begin with xn--",
  why: "Such labels are reserved for encodings like xn--; registries and some programs refuse them",
  silent: "For names that only point elsewhere",
  sources: ["RFC 5890 section 2.3.1"],
  fixable: "none",
  messages: {
    reserved: {
      text: 'the label "{label}" has -- in third and fourth place, which is reserved for encodings such as xn--',
      help: "write a single hyphen",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+ab--cd.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+ab-cd.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.Hyphen,
      check: (line, data, report) => {
        for (const field of fieldsOfKind(line, "name", "server")) {
          const text = data.text.slice(field);
          if (!text.includes("--")) continue;
          for (const label of parseName(text).labels) {
            // Of in--addr malformed-reverse-name tells.
            if (!/^(?!xn|in--addr)[a-z0-9]{2}--/i.test(text.slice(label.start))) continue;
            const at = { start: field.start + label.start, end: field.start + label.end };
            report({ at, message: "reserved", params: { label: data.shown(at) } });
          }
        }
      },
    },
  },
});
