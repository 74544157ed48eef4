import { parseName } from "djblint-grammars/tinydns/name";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD131",
  name: "empty-label",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "A name has two dots in a row, or a dot at its start",
  why: "tinydns-data leaves empty labels out; perhaps a label is missing",
  sources: ["tinydns specification D1"],
  fixable: "safe",
  messages: {
    empty: {
      text: "nothing stands in front of this dot: it is ignored",
      help: "remove the dot, or write what is missing",
    },
    remove: { text: "Remove the dot" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www..example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.EmptyLabel,
      check: (line, data, report) => {
        for (const field of fieldsOfKind(line, "name", "server", "target")) {
          const { emptyLabels, labels } = parseName(data.text.slice(field));
          // A server's name of one label is absolute only because of its dot: bare-label-target tells.
          if (field.spec!.kind === "server" && labels.length < 2) continue;
          for (const { start, end } of emptyLabels) {
            const at = { start: field.start + start, end: field.start + end };
            report({
              at,
              message: "empty",
              fixes: [{ title: "remove", safety: "safe", edits: [{ span: at, newText: "" }] }],
            });
          }
        }
      },
    },
  },
});
