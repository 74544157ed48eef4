/** What is written in number files, of which qmail reads the digits at the beginning only (R8). */
import type { NumberLine } from "djblint-grammars/control/tree";

export type Unit = "seconds" | "bytes" | "deliveries";

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

const SINGULAR: Readonly<Record<Unit, string>> = { seconds: "second", bytes: "byte", deliveries: "delivery" };

/** In words, such as "1 delivery". */
export function amountOf(number: number, unit: Unit): string {
  return `${number} ${number === 1 ? SINGULAR[unit] : unit}`;
}

/** Whether the digits alone say what the line says. */
export function isReadAsWritten({ rest }: NumberLine, unit: Unit): boolean {
  const word = wordOf(rest.text);
  if (word === "" || /^\.0*$/.test(word) || OWN_UNIT[unit].test(word)) return true;
  // Words behind a blank that are no unit say nothing about the number.
  return /^\s/.test(rest.text) && !/^\d/.test(word) && factorOf(word, unit) === undefined;
}

/** The number, when qmail reads what is written: no unit that it passes over, and none of the digits lost (R10). */
export function plainNumber(line: NumberLine, unit: Unit): number | undefined {
  if (line.digits.text === "" || !isReadAsWritten(line, unit)) return undefined;
  const number = Number(line.digits.text);
  return number < 2 ** 31 ? number : undefined;
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
export function numberMeant({ digits, rest }: NumberLine, unit: Unit): number | undefined {
  const word = wordOf(rest.text);
  if (/^([,' _]\d{3})+$/.test(word)) return Number(digits.text + word.replace(/\D/g, ""));
  const factor = factorOf(word, unit);
  const meant = factor === undefined ? undefined : Number(digits.text) * factor;
  return meant !== undefined && meant < 2 ** 31 ? meant : undefined;
}
