import type { NumberLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { readNumber } from "../../model/control.js";
import { defineRule, type Fix } from "../rule.js";

type Unit = "seconds" | "bytes" | "deliveries";

/** What units that people write count, by what the file counts. */
const FACTORS: Readonly<Record<Unit, readonly (readonly [RegExp, number])[]>> = {
  seconds: [
    [/^m(in(ute)?s?)?$/, 60],
    [/^h(ours?|rs?)?$/, 3600],
    [/^d(ays?)?$/, 86400],
    [/^w(eeks?)?$/, 604800],
  ],
  bytes: [
    [/^(k|kb|kib|kbytes?|kilobytes?)$/, 1024],
    [/^(m|mb|mib|mbytes?|megabytes?)$/, 1024 ** 2],
    [/^(g|gb|gib|gbytes?|gigabytes?)$/, 1024 ** 3],
  ],
  deliveries: [],
};

/** Units that change nothing: the number is read as it is meant. */
const OWN_UNIT: Readonly<Record<Unit, RegExp>> = {
  seconds: /^s(ec(ond)?s?)?$/,
  bytes: /^b(ytes?)?$/,
  deliveries: /^deliver(y|ies)$/,
};

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
      text: '"{found}" is read as {number} {unit}: qmail takes the digits at the beginning only',
      help: "write {meant}",
    },
    other: {
      text: '"{found}" is read as {number} {unit}: qmail takes the digits at the beginning only',
      help: "write the number of {unit} in digits",
    },
    replace: { text: "write {meant}" },
  },
  example: {
    file: "control/databytes",
    bad: "10M\n",
    good: "10485760\n",
  },
  on: {
    line: (line, file, report) => {
      const unit = file.spec?.unit;
      if (line.kind !== "number" || unit === undefined || line.digits.text === "" || isHarmless(line, unit)) return;
      const meant = meaning(line, unit);
      const params = { found: printable(line.whole.text), number: readNumber(file.lines)!, unit };
      if (meant === undefined) return report({ at: line.whole, message: "other", params });
      report({ at: line.whole, message: "unit", params: { ...params, meant }, fixes: [replacement(line, meant)] });
    },
  },
});

/** Whether the digits alone say what the line says. */
function isHarmless({ rest }: NumberLine, unit: Unit): boolean {
  const word = wordOf(rest.text);
  if (word === "" || /^\.0*$/.test(word) || OWN_UNIT[unit].test(word)) return true;
  // Words behind a blank that are no unit say nothing about the number.
  return /^\s/.test(rest.text) && !/^\d/.test(word) && factorOf(word, unit) === undefined;
}

/** What follows the digits, without blanks and comment. */
function wordOf(rest: string): string {
  return rest
    .replace(/\s#.*$/s, "")
    .trim()
    .toLowerCase();
}

function factorOf(word: string, unit: Unit): number | undefined {
  return FACTORS[unit].find(([pattern]) => pattern.test(word))?.[1];
}

/** The number that was meant; undefined when that is not clear. */
function meaning({ digits, rest }: NumberLine, unit: Unit): number | undefined {
  const word = wordOf(rest.text);
  if (/^([,' _]\d{3})+$/.test(word)) return Number(digits.text + word.replace(/\D/g, ""));
  const factor = factorOf(word, unit);
  const meant = factor === undefined ? undefined : Number(digits.text) * factor;
  return meant !== undefined && meant < 2 ** 31 ? meant : undefined;
}

function replacement({ whole }: NumberLine, meant: number): Fix {
  return {
    title: "replace",
    params: { meant },
    safety: "unsafe",
    edits: [{ span: whole, newText: String(meant) }],
  };
}
