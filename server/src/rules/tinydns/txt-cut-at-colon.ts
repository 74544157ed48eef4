import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isCutText, wholeText } from "./cut-at-colon.js";

export default defineRule({
  code: "TD121",
  name: "txt-cut-at-colon",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "The text of a TXT line holds a raw colon",
  why: "tinydns-data ends the text at the colon and reads the rest as ttl, timestamp and location; no escape protects a colon",
  silent: "When what follows the text is a ttl, a timestamp and a location in their usual forms",
  sources: ["tinydns-data(8)", "tinydns specification F1, X1"],
  fixable: "unsafe",
  messages: {
    cut: {
      text: "the text ends at the colon: {published} is published, and {rest} is read as ttl and more",
      help: "write a colon inside the text as \\072",
    },
    escape: { text: "Write the colons of the text as \\072" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:see http://www.example.org/\n",
    good: ".example.org:192.0.2.1:a\n'example.org:see http\\072//www.example.org/\n",
  },
  on: {
    line: {
      watch: Notice.NumberMissing | Notice.NumberRest | Notice.Timestamp | Notice.Location | Notice.ExtraField,
      check: (line, data, report) => {
        if (!isCutText(line, data)) return;
        const text = line.fields[1];
        const whole = wholeText(line);
        report({
          at: { start: text.end, end: line.end },
          message: "cut",
          params: {
            published: `"${data.shown(text)}"`,
            rest: `"${data.shown({ start: text.end + 1, end: line.end })}"`,
          },
          fixes: [
            {
              title: "escape",
              safety: "unsafe",
              edits: [{ span: whole, newText: escapeColons(data.text.slice(whole)) }],
            },
          ],
        });
      },
    },
  },
});

/** A backslash in front of a colon was meant to protect it; it goes. */
function escapeColons(text: string): string {
  return text.replace(/(\\\\)|\\?:/g, (whole, escaped) => (escaped ? whole : "\\072"));
}
