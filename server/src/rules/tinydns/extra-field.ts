import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { commentAtEnd } from "./comment-at-end.js";
import { isCutAtColon } from "./cut-at-colon.js";

export default defineRule({
  code: "TD010",
  name: "extra-field",
  language: "tinydns",
  severity: "warning",
  category: "syntax",
  since: "0.1",
  what: "A line has more fields than its type",
  why: "tinydns-data passes over the rest without a word",
  silent: "When the rest is empty, and when a text or an IPv6 address was cut at its colons",
  sources: ["tinydns specification F1"],
  fixable: "safe",
  messages: {
    extra: {
      text: "{rest} is ignored: a '{letter}' line ({title}) has {count} fields",
      help: "the fields are {fields}",
    },
    remove: { text: "Remove what is ignored" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.1:300:::and more\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.1:300\n",
  },
  on: {
    line: {
      watch: Notice.ExtraField,
      check: (line, data, report) => {
        const rest = line.fields.find(({ spec }) => spec === undefined);
        const type = line.type!;
        if (!rest || isCutAtColon(line, data) || commentAtEnd(line, data) || /^:*$/.test(data.text.slice(rest))) return;
        report({
          at: rest,
          message: "extra",
          params: {
            rest: `"${data.shown(rest)}"`,
            letter: type.letter,
            title: type.name,
            count: type.fields.length,
            fields: type.fields.map(({ name }) => name).join(":"),
          },
          fixes: [
            {
              title: "remove",
              safety: "safe",
              edits: [{ span: { start: rest.start - 1, end: rest.end }, newText: "" }],
            },
          ],
        });
      },
    },
  },
});
