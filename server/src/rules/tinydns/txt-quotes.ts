import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { Notice } from "../../model/tinydns/scalars.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { isCutText } from "./cut-at-colon.js";
import { quotedPart, quotesOf } from "./quoted-text.js";

const TEXT = 1;

export default defineRule({
  code: "TD125",
  name: "txt-quotes",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "A text stands in quotes, or a value of a DKIM key or a field of an N line does",
  why: "tinydns-data knows no quotes: they are published as part of the text, and programs that look for v=spf1 or a key do not find it",
  silent:
    "For quotes inside a text, and for those written as \\042 or with a backslash, unless a record that begins with v= stands between them",
  sources: ["tinydns specification X1, trap T39", "RFC 6376 section 3.2"],
  fixable: "unsafe",
  messages: {
    whole: { text: "the quotes are published as part of the text", help: "write the text without quotes" },
    value: {
      text: "the quotes are published as part of the value of {tag}=: programs cannot read the record",
      help: "write the value without quotes",
    },
    naptr: {
      text: "the quotes are published as part of the {field}: clients do not know {written}",
      help: "write the fields of an N line without quotes",
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
              edits: quotesOf(whole, quoted).map((quotes) => ({
                span: { start: field.start + quotes.start, end: field.start + quotes.end },
                newText: "",
              })),
            },
          ],
        });
      },
    },
    record: {
      types: [TYPE.NAPTR],
      watch: Trait.Unusual,
      check: (row, data, report) => {
        if (data.letterOf(row) !== "N") return;
        const quoted = fieldsOfKind(data.lineOf(row), "text").filter((field) => /^".*"$/s.test(data.text.slice(field)));
        const [first] = quoted;
        if (!first) return;
        const edits = quoted.flatMap(({ start, end }) =>
          [start, end - 1].map((at) => ({ span: { start: at, end: at + 1 }, newText: "" })),
        );
        report({
          at: first,
          message: "naptr",
          params: { field: first.spec!.name, written: data.shown(first) },
          fixes: [{ title: "remove", safety: "unsafe", edits }],
        });
      },
    },
  },
});
