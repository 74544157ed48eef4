import type { NumberLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { readNumber } from "../../model/control/control.js";
import { amountOf, isReadAsWritten, numberMeant } from "../../model/control/number-text.js";
import { defineRule, type Fix } from "../rule.js";

export default defineRule({
  code: "QM013",
  name: "number-with-unit",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "A number has a unit, a comma, a point or a base",
  why: "qmail reads the digits at the beginning of the line and passes over the rest: 10M is 10, 10,000 is 10",
  silent: "When what follows changes nothing (300 seconds, 300 # comment), and when no digit begins the line",
  sources: ["qmail specification R8, N2, N4", "measured: control-reading-024 to -036, smtpd-envelopes-014"],
  fixable: "unsafe",
  messages: {
    unit: {
      text: '"{found}" is read as {amount}: qmail takes the digits at the beginning only',
      help: "write {meant}",
    },
    other: {
      text: '"{found}" is read as {amount}: qmail takes the digits at the beginning only',
      help: "write the number of {unit} in digits",
    },
    elsewhere: {
      text: '"{found}" is read as {number} by {reader}: only the digits at the beginning count',
      help: "write the number in digits",
      severity: "warning",
    },
    replace: { text: "Write {meant}" },
  },
  example: {
    file: "control/databytes",
    bad: "10M\n",
    good: "10485760\n",
  },
  on: {
    lines: {
      number: (line, file, report) => {
        const { unit, origin, readers } = file.spec!;
        const found = printable(line.whole.text);
        if (origin !== "qmail" && isCutOff(line)) {
          const params = { found, number: line.digits.text, reader: readers[0] };
          return report({ at: line.whole, message: "elsewhere", params });
        }
        if (unit === undefined || line.digits.text === "" || isReadAsWritten(line, unit)) return;
        const meant = numberMeant(line, unit);
        const params = { found, amount: amountOf(readNumber([line])!, unit), unit };
        if (meant === undefined) return report({ at: line.whole, message: "other", params });
        report({ at: line.whole, message: "unit", params: { ...params, meant }, fixes: [replacement(line, meant)] });
      },
    },
  },
});

/** Something stands right behind the digits that was meant to be part of the number. */
function isCutOff({ digits, rest }: NumberLine): boolean {
  return digits.text !== "" && /^[^\s#]/.test(rest.text) && !/^\.0*$/.test(rest.text);
}

function replacement({ whole }: NumberLine, meant: number): Fix {
  return {
    title: "replace",
    params: { meant },
    safety: "unsafe",
    edits: [{ span: whole, newText: String(meant) }],
  };
}
