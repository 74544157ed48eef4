import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

const TEXT = 1;

export default defineRule({
  code: "TD134",
  name: "control-byte-in-text",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "A backslash in a ' line makes a control character",
  why: "tinydns-data takes up to three octal digits: where a number was written in decimal, as in zone files of other servers, or a length byte as in generic lines, the text has a byte in it that no program expects",
  silent: "For tabs and line ends, in generic lines, and for numbers that no byte has (octal-above-377)",
  sources: ["tinydns specification D2, X1", "RFC 1035 section 5.1"],
  fixable: "none",
  messages: {
    decimal: {
      text: "{written} publishes the control character {byte} and {rest}: the number behind a backslash is octal",
      help: "{char} is {octal} in octal",
    },
    length: {
      text: "{written} becomes part of the text: tinydns-data makes the length byte of a ' line by itself",
      help: "remove {written}; only generic lines need it",
    },
    control: {
      text: "{written} publishes a control character: the number behind a backslash is octal",
      help: 'a colon is \\072 and a blank \\040; ; and " need no backslash',
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'k._domainkey.example.org:v=DKIM1\\059 k=ed25519\\059 p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n",
    good: ".example.org:192.0.2.1:a\n'k._domainkey.example.org:v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n",
  },
  on: {
    line: {
      watch: Notice.Text,
      check: (line, data, report) => {
        const field = line.fields[TEXT];
        if (!field) return;
        const text = data.text.slice(field);
        const found = firstControl(text);
        if (!found) return;
        const { index, written } = found;
        const start = field.start + index;
        const digits = /^\d*/.exec(data.text.slice({ start: start + 1, end: field.end }))![0].slice(0, 3);
        const decimal = Number(digits);
        // Two of them stand for something at both ends, such as quotes.
        const isLength = index === 0 && !firstControl(text.slice(written.length));
        const at = { start, end: start + written.length };
        if (digits.length + 1 > written.length && digits.length === 3 && decimal >= 32 && decimal < 127) {
          report({
            at: { start, end: start + 4 },
            message: "decimal",
            params: {
              written: `\\${digits}`,
              byte: Number.parseInt(written.slice(1), 8),
              rest: `"${digits.slice(written.length - 1)}"`,
              char: `"${String.fromCharCode(decimal)}"`,
              octal: `\\${decimal.toString(8).padStart(3, "0")}`,
            },
          });
        } else report({ at, message: isLength ? "length" : "control", params: { written } });
      },
    },
  },
});

/** The first backslash with octal digits that stand for a control character. */
function firstControl(text: string): { index: number; written: string } | undefined {
  for (const { index, 0: written, 1: digits } of text.matchAll(/\\(?:([0-7]{1,3})|.)/gs)) {
    const byte = digits === undefined ? BLANK : Number.parseInt(digits, 8);
    if (byte < BLANK && !SEPARATORS.has(byte)) return { index, written };
  }
  return undefined;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SEPARATORS: ReadonlySet<number> = new Set([TAB, LF, CR]);
const BLANK = 32;
