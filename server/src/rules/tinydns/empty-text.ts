import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isCutText } from "./cut-at-colon.js";
import { hasOddByte } from "./odd-name.js";

const TEXT = 1;

export default defineRule({
  code: "TD126",
  name: "empty-text",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "A ' line has no text",
  why: "tinydns-data stores a TXT record of no bytes, which is no legal TXT record: it needs at least one string, if an empty one",
  silent:
    "When the text stands one field too far behind (txt-cut-at-colon), and when it became part of the name (invalid-host-name)",
  sources: ["tinydns specification X2, trap T40", "RFC 1035 section 3.3.14"],
  fixable: "none",
  messages: {
    empty: {
      text: "a TXT record without any string is published: resolvers drop such a broken answer",
      help: "write a text; an empty string is :{owner}:16:\\000",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'www.example.org:\n",
    good: ".example.org:192.0.2.1:a\n'www.example.org:hello\n",
  },
  on: {
    line: {
      watch: Notice.Text,
      check: (line, data, report) => {
        const field = line.fields[TEXT];
        if (isCutText(line, data) || hasOddByte(line, data)) return;
        // A backslash alone is no text either.
        if (field && (field.end - field.start > 1 || !/^\\?$/.test(data.text.slice(field)))) return;
        report({
          at: field ? data.field(line, TEXT) : line,
          message: "empty",
          params: { owner: data.shown(line.fields[0]) },
        });
      },
    },
  },
});
