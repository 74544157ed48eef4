/** `djblint simulate answer`: what tinydns answers, which source lines are behind it, and why there is no answer. */
import { statSync } from "node:fs";
import { decodeLatin1, encodeLatin1, SourceText } from "djblint-grammars/text";
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { defaultSerial } from "../compile/expand.js";
import { ScannedAddress, scanAddress } from "../model/tinydns/scalars.js";
import { ZoneData } from "../model/tinydns/zone-data.js";
import { answerAsText } from "../simulate/answer-text.js";
import { explainAnswer } from "../simulate/explain-answer.js";
import { parseName, parseTypeWord } from "../simulate/question.js";
import { dialectsFor, readInput, zoneLines } from "./database.js";
import { print } from "./output.js";
import { shownPath } from "./paths.js";
import { UsageError } from "./usage.js";

export interface SimulateAnswerOptions {
  readonly client: string;
  /** A moment in a form that `Date` reads, or unix seconds; now when it is not given. */
  readonly at?: string;
  readonly dialect?: Dialect;
  readonly format: string;
}

export async function simulateAnswer(
  path: string,
  typeWord: string,
  nameText: string,
  options: SimulateAnswerOptions,
  write: (text: string | Uint8Array) => void = print,
): Promise<number> {
  const type = parseTypeWord(typeWord);
  if (type === undefined) throw new UsageError(`${typeWord} is no record type`);
  const name = parseName(nameText);
  if (!name) throw new UsageError(`${nameText} is no name: a label has more than 63 bytes or the name more than 255`);
  const now = momentOf(options.at);
  const { tinydns } = await dialectsFor(path, options.dialect);
  const source = zoneLines(readInput(path), tinydns);
  const { dialect } = new ZoneData(new SourceText(source), { dialect: tinydns, now, watched: 0 });
  const result = explainAnswer(
    source,
    { name, type },
    {
      dialect,
      serial: defaultSerial(statSync(path).mtimeMs / 1000),
      client: addressOf(options.client),
      now,
    },
  );
  if (result.kind === "refused") throw new UsageError(`${path} does not compile: ${result.message}`);
  if (options.format === "json") write(`${JSON.stringify({ version: 1, ...result }, undefined, 2)}\n`);
  else write(encodeLatin1(answerAsText(result, shownPath(path), decodeLatin1(source).split("\n"))));
  return 0;
}

function addressOf(text: string): number {
  const scanned = new ScannedAddress();
  const bytes = new TextEncoder().encode(text);
  if (!scanAddress(bytes, 0, bytes.length, scanned) || scanned.notices !== 0) {
    throw new UsageError(`${text} is no IPv4 address`);
  }
  return scanned.value;
}

function momentOf(text: string | undefined): number {
  if (text === undefined) return Math.floor(Date.now() / 1000);
  const seconds = /^-?\d+$/.test(text) ? Number(text) : Math.floor(Date.parse(text) / 1000);
  if (Number.isNaN(seconds) || !isDayOfMonth(text))
    throw new UsageError(`${text} is no moment; write 2030-01-31, 2030-01-31T12:00Z or unix seconds`);
  return seconds;
}

/** `Date` takes the 31st of February for the 3rd of March. */
function isDayOfMonth(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  return day === undefined || new Date(day).toISOString().startsWith(day);
}
