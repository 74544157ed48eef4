import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isCutText } from "./cut-at-colon.js";
import { quotedPart } from "./quoted-text.js";

const TEXT = 1;

export default defineRule({
  code: "TD125",
  name: "txt-quotes",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "A text stands in quotes, or a value of a DKIM key does",
  why: "tinydns-data knows no quotes: they are published as part of the text, and programs that look for v=spf1 or a key do not find it",
  silent: "For quotes inside a text, and for those written as \\042 or with a backslash",
  sources: ["tinydns specification X1, trap T39", "RFC 6376 section 3.2"],
  fixable: "unsafe",
  messages: {
    whole: { text: "the quotes are published as part of the text", help: "write the text without quotes" },
    value: {
      text: "the quotes are published as part of the value of {tag}=: programs cannot read the record",
      help: "write the value without quotes",
    },
    remove: { text: "Remove the quotes" },
  },
  example: {
    bad: '.example.org:192.0.2.1:a\n\'example.org:"v=spf1 mx -all"\n',
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 mx -all\n",
  },
  on: {
    line: {
      watch: Notice.Text,
      check: (line, data, report) => {
        const field = line.fields[TEXT];
        if (!field) return;
        const whole = data.text.slice({ start: field.start, end: isCutText(line, data) ? line.end : field.end });
        const quoted = quotedPart(whole);
        if (!quoted) return;
        const start = field.start + quoted.start;
        const end = field.start + quoted.end;
        report({
          at: { start, end },
          message: quoted.tag ? "value" : "whole",
          params: { tag: quoted.tag ?? "" },
          fixes: [
            {
              title: "remove",
              safety: "unsafe",
              edits: [start, end - quoted.width].map((at) => ({
                span: { start: at, end: at + quoted.width },
                newText: "",
              })),
            },
          ],
        });
      },
    },
  },
});
