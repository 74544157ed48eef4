/**
 * What tinydns answers to one question, from the few lines that the question depends on. Of a large file nobody would
 * wait for the whole to be compiled.
 */
import { TYPE } from "../compile/expand.js";
import { type NameId, wireOf } from "../model/tinydns/name-table.js";
import type { Row } from "../model/tinydns/records.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import { type AnswerExplanation, explainAnswer, type Uncompiled } from "./explain-answer.js";
import type { Question } from "./question.js";

const LF = 10;

/** `client` is an IPv4 address, big-endian. */
export function answerFromExcerpt(data: ZoneData, question: Question, client: number): AnswerExplanation | Uncompiled {
  const { dialect, now, serial } = data;
  return explainAnswer(excerptFor(question.name, data), question, { client, now, dialect, serial });
}

/** The source without the lines that no look-up for a name can find: Q1, Q5, Q7, Q11. */
function excerptFor(wire: Uint8Array, data: ZoneData): Uint8Array {
  const { records } = data;
  const lines = new Set(records.locations.map(({ line }) => line));
  const asked = new Set<NameId>();
  const take = (row: Row) => {
    lines.add(records.line[row]);
    // Q11: addresses of name servers and mail exchangers are added.
    if (records.typeOf(row) === TYPE.NS || records.typeOf(row) === TYPE.MX) asked.add(records.target[row]);
  };
  for (const name of namesAskedFor(wire, data)) for (const row of records.rowsOf(name)) take(row);
  for (const name of asked) for (const row of records.rowsOfType(name, TYPE.A)) lines.add(records.line[row]);
  return joined(
    [...lines].sort((a, b) => a - b),
    data,
  );
}

/** The name, all names above it, and the wildcards of these. */
function* namesAskedFor(wire: Uint8Array, { names }: ZoneData): Generator<NameId> {
  for (const name of names.upward(names.nearestKnown(wire))) {
    yield name;
    yield names.find(wireOf(["*", ...names.labels(name)]));
  }
}

function joined(numbers: readonly number[], { records, text }: ZoneData): Uint8Array {
  const lines = numbers.map((number) => records.dataLine(number));
  const bytes = new Uint8Array(lines.reduce((size, { start, end }) => size + end - start + 1, 0)).fill(LF);
  let at = 0;
  for (const { start, end } of lines) {
    bytes.set(text.bytes.subarray(start, end), at);
    at += end - start + 1;
  }
  return bytes;
}
