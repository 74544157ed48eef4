import { parseName } from "djblint-grammars/tinydns/name";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { hasOddByte } from "./odd-name.js";

export default defineRule({
  code: "TD241",
  name: "inner-wildcard",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "A star stands where it is no wildcard",
  why: "Only a first label that is exactly * is a wildcard; anywhere else the star is a byte like any other, and no question of a client matches it",
  sources: ["tinydns specification V1, trap T66"],
  fixable: "none",
  messages: {
    inner: {
      text: "the * in {label} is no wildcard: only a first label that is exactly * is one, so this record answers for the literal name",
      help: "write *.{above} to cover all names below {above}, or write the names out",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.*.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+*.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.Star,
      check: (line, data, report) => {
        if (hasOddByte(line, data)) return;
        for (const field of fieldsOfKind(line, "name")) {
          const text = data.text.slice(field);
          if (USUAL.test(text)) continue;
          const { labels } = parseName(text);
          const guilty = labels.findLast(({ start, end }, index) => {
            const label = text.slice(start, end);
            return label.includes("*") && !(index === 0 && label === "*");
          });
          if (!guilty) continue;
          const at = { start: field.start + guilty.start, end: field.start + guilty.end };
          const above = text.slice(guilty.end + 1) || "zone";
          report({ at, message: "inner", params: { label: data.inQuotes(at), above } });
        }
      },
    },
  },
});

/** A wildcard, or a name without a star: most lines are done with here. */
const USUAL = /^(\*(?=\.|$))?[^*]*$/;
