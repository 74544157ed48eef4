import { Notice } from "../../model/tinydns/scalars.js";
import { typeName } from "../../model/tinydns/stored-record.js";
import { defineRule } from "../rule.js";
import { cutExpression, isCutText, wholeText } from "./cut-at-colon.js";
import { cutData } from "./cut-data.js";

export default defineRule({
  code: "TD121",
  name: "txt-cut-at-colon",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "The text of a TXT line, the data of a generic line, or the expression of an N line holds a raw colon",
  why: "tinydns-data ends the text at the colon and reads the rest as ttl, timestamp and location; no escape protects a colon",
  silent: "When what follows the text is a ttl, a timestamp and a location in their usual forms",
  sources: ["tinydns-data(8)", "tinydns specification F1, X1"],
  fixable: "unsafe",
  messages: {
    cut: {
      text: "the text ends at the colon: {published} is published, and {rest} is read as ttl and more",
      help: "write a colon inside the text as \\072",
    },
    data: {
      text: "the data ends at the colon, where a {type} record is not complete: {rest} is read as ttl and more",
      help: "write a colon inside the data as \\072",
    },
    expression: {
      text: "the expression ends at its first colon: the rest is read as the name behind it and more",
      help: "write a colon inside the expression as \\072",
    },
    shifted: {
      text: "the text stands one field too far behind: {published} is published, and {rest} is read as ttl and more",
      help: "the fields are fqdn:s:ttl; a colon inside the text is \\072",
    },
    escape: { text: "Write the colons as \\072" },
    swap: { text: "Put the text behind the name" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:see http://www.example.org/\n",
    good: ".example.org:192.0.2.1:a\n'example.org:see http\\072//www.example.org/\n",
  },
  on: {
    line: {
      watch:
        Notice.NumberMissing |
        Notice.NumberRest |
        Notice.Timestamp |
        Notice.Location |
        Notice.ExtraField |
        Notice.Generic,
      check: (line, data, report) => {
        const expression = cutExpression(line, data);
        if (expression) {
          const newText = escapeColons(data.text.slice(expression));
          const fix = { title: "escape", safety: "unsafe", edits: [{ span: expression, newText }] } as const;
          report({ at: expression, message: "expression", fixes: [fix] });
        }
        const meant = cutData(line, data);
        if (meant) {
          const [, , { end }] = line.fields;
          const type = typeName(data.records.typeOf(data.records.rowsOfLine(line.line)[0]));
          const params = { type, rest: data.inQuotes({ start: end + 1, end: meant.end }) };
          const edits = [{ span: meant, newText: escapeColons(data.text.slice(meant)) }];
          const fix = { title: "escape", safety: "unsafe", edits } as const;
          report({ at: { start: end, end: meant.end }, message: "data", params, fixes: [fix] });
        }
        if (!isCutText(line, data)) return;
        const text = line.fields[TEXT];
        const whole = wholeText(line);
        const number = data.fieldText(line, TEXT);
        const rest = data.text.slice({ start: text.end + 1, end: line.end });
        const isShifted = number === "" || (/^\d{3,}$/.test(number) && /^["a-z]/i.test(rest));
        const ttl = isShifted && number !== "" ? `:${number}` : "";
        report({
          at: { start: text.end, end: line.end },
          message: isShifted ? "shifted" : "cut",
          params: {
            published: number === "" ? "no text" : data.inQuotes(text),
            rest: data.inQuotes({ start: text.end + 1, end: line.end }),
          },
          fixes: [
            {
              title: isShifted ? "swap" : "escape",
              safety: "unsafe",
              edits: [{ span: whole, newText: mended(isShifted ? rest : data.text.slice(whole)) + ttl }],
            },
          ],
        });
      },
    },
  },
});

const TEXT = 1;

/** Behind records such as those of SPF: a ttl, and perhaps a timestamp and a location. */
const TAIL = /^("?v=.*?)(:\d{1,7}(?::(?:[0-9a-f]{16})?(?::\w{0,2})?)?)$/is;

function mended(text: string): string {
  const [, record, tail] = TAIL.exec(text) ?? [undefined, text, ""];
  return escapeColons(record) + tail;
}

/** A backslash in front of a colon was meant to protect it; it goes. */
function escapeColons(text: string): string {
  return text.replace(/(\\\\)|\\?:/g, (whole, escaped) => (escaped ? whole : "\\072"));
}
