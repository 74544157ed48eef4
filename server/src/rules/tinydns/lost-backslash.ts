import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { Notice } from "../../model/tinydns/scalars.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Observation } from "../rule.js";

export default defineRule({
  code: "TD140",
  name: "lost-backslash",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "A backslash stands in front of a letter, or is meant for the expression of an N line",
  why: "tinydns-data knows octal numbers behind a backslash and nothing else: \\n is published as the letter n, and the \\1 of an expression as a control character",
  silent:
    'For a backslash in front of a mark such as ; or ", which is published as that mark alone, and in generic lines',
  sources: ["tinydns specification D2, X1, K2", "RFC 3402 section 3.2"],
  fixable: "unsafe",
  messages: {
    lost: {
      text: "{written} is published as {char}: the backslash is lost",
      help: "write {double} for a backslash; other bytes are written in octal, such as \\012 for a line end",
    },
    reference: {
      text: "{written} is published as the byte {digit}, not as a reference to a part of the expression",
      help: "write {double}",
    },
    double: { text: "Write {double}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:first line\\nsecond line\n",
    good: ".example.org:192.0.2.1:a\n'example.org:first line\\012second line\n",
  },
  on: {
    line: {
      watch: Notice.Text,
      check: (line, data, report) => {
        const field = line.fields[TEXT];
        const observation = field && judge(field, LETTER, data);
        if (observation) report(observation);
      },
    },
    record: {
      types: [TYPE.NAPTR],
      watch: Trait.Unusual,
      check: (row, data, report) => {
        const line = data.lineOf(row);
        const observation = line.type!.letter === "N" ? judgeExpression(line, data) : undefined;
        if (observation) report(observation);
      },
    },
  },
});

/** Fields of ' and of N lines. */
const TEXT = 1;
const EXPRESSION = 5;

/** What follows a backslash; the group catches what is not as it seems. The octal numbers of a text are as they seem. */
const LETTER = /\\(?:[0-7]{1,3}|([a-z])|.)/gis;
/** In an expression every backslash has a meaning of its own (POSIX), and a single digit refers to a part. */
const OF_EXPRESSION = /\\(?:[0-7]{2,3}|0|\\|(.))/gs;

function judgeExpression(line: DataLine, data: ZoneData): Observation | undefined {
  const field = line.fields[EXPRESSION];
  return field && judge(field, OF_EXPRESSION, data);
}

function judge(field: DataField, pattern: RegExp, data: ZoneData): Observation | undefined {
  for (const { index, 0: written, 1: char } of data.text.slice(field).matchAll(pattern)) {
    if (char === undefined) continue;
    const at = { start: field.start + index, end: field.start + index + written.length };
    const double = `\\${written}`;
    return {
      at,
      message: /[1-7]/.test(char) ? "reference" : "lost",
      params: { written, char: data.inQuotes({ start: at.start + 1, end: at.end }), digit: char, double },
      fixes: [{ title: "double", params: { double }, safety: "unsafe", edits: [{ span: at, newText: double }] }],
    };
  }
  return undefined;
}
