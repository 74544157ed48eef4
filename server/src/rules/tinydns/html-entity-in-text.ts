import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

const TEXT = 1;

export default defineRule({
  code: "TD135",
  name: "html-entity-in-text",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "A text holds a character as web pages write it, with & in front and ; behind",
  why: "tinydns-data knows nothing of HTML: the text is published with these letters in it, and programs do not find what they look for",
  silent: "In generic lines",
  sources: ["tinydns specification X1"],
  fixable: "unsafe",
  messages: {
    entity: { text: "{found} is published as it stands", help: "write {meant}" },
    replace: { text: "Write the characters themselves" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:v=spf1 include&#58;example.net -all\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 include\\072example.net -all\n",
  },
  on: {
    line: {
      watch: Notice.Text,
      check: (line, data, report) => {
        const field = line.fields[TEXT];
        if (line.type?.letter !== "'" || !field) return;
        const entities = [...data.text.slice(field).matchAll(ENTITY)].map((entity) => ({
          found: entity[0],
          meant: meantBy(entity),
          span: { start: field.start + entity.index, end: field.start + entity.index + entity[0].length },
        }));
        const [first] = entities;
        if (!first) return;
        const edits = entities.map(({ span, meant }) => ({ span, newText: meant }));
        report({
          at: first.span,
          message: "entity",
          params: { found: first.found, meant: first.meant },
          fixes: [{ title: "replace", safety: "unsafe", edits }],
        });
      },
    },
  },
});

const NAMED: Readonly<Record<string, number>> = {
  amp: 38,
  lt: 60,
  gt: 62,
  quot: 34,
  apos: 39,
  nbsp: 32,
  colon: 58,
  semi: 59,
};

/** The usual names, and ASCII by number. */
const ENTITY = new RegExp(
  `&(?:(${Object.keys(NAMED).join("|")})|#x([2-7][0-9a-f])|#(3[2-9]|[4-9]\\d|1[01]\\d));`,
  "gi",
);

function meantBy([, word, hex, decimal]: RegExpExecArray): string {
  const byte = word ? NAMED[word.toLowerCase()] : Number.parseInt(hex ?? decimal, hex ? 16 : 10);
  const char = String.fromCharCode(byte);
  return /[:\\]/.test(char) ? `\\${byte.toString(8).padStart(3, "0")}` : char;
}
