/** `djblint simulate answer`: what tinydns answers, which source lines are behind it, and why there is no answer. */
import { statSync } from "node:fs";
import { decodeLatin1, encodeLatin1 } from "djblint-grammars/text";
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { dumpTinydns } from "../compile/dump.js";
import { defaultSerial } from "../compile/expand.js";
import { ScannedAddress, scanAddress } from "../model/scalars.js";
import type { Reason } from "../simulate/answer-trace.js";
import { type AnswerExplanation, type ExplainedHidden, explainAnswer } from "../simulate/explain-answer.js";
import type { HiddenBy } from "../simulate/hidden-records.js";
import { parseName, parseTypeWord } from "../simulate/question.js";
import { isDatabase, readInput } from "./database.js";
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

export function simulateAnswer(
  path: string,
  typeWord: string,
  nameText: string,
  options: SimulateAnswerOptions,
): number {
  const type = parseTypeWord(typeWord);
  if (type === undefined) throw new UsageError(`${typeWord} is no record type`);
  const name = parseName(nameText);
  if (!name) throw new UsageError(`${nameText} is no name: a label has more than 63 bytes or the name more than 255`);
  const { dialect = "debian" } = options;
  const source = sourceOf(path, dialect);
  const result = explainAnswer(
    source,
    { name, type },
    {
      dialect,
      serial: defaultSerial(statSync(path).mtimeMs / 1000),
      client: addressOf(options.client),
      now: momentOf(options.at),
    },
  );
  if (result.kind === "refused") throw new UsageError(`${path} does not compile: ${result.message}`);
  if (options.format === "json") print(`${JSON.stringify({ version: 1, ...result }, undefined, 2)}\n`);
  else print(encodeLatin1(explanation(result, shownPath(path), decodeLatin1(source).split("\n"))));
  return 0;
}

/** Source lines; those of a compiled file are made from it. */
function sourceOf(path: string, dialect: Dialect): Uint8Array {
  const bytes = readInput(path);
  return isDatabase(bytes) ? encodeLatin1([...dumpTinydns(bytes, dialect)].join("\n")) : bytes;
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
  if (Number.isNaN(seconds))
    throw new UsageError(`${text} is no moment; write 2030-01-31, 2030-01-31T12:00Z or unix seconds`);
  return seconds;
}

const REASONS: Readonly<Record<Reason, string>> = {
  "no-zone": "tinydns stays silent: no name server record is visible at the name or above it",
  "dropped-big-record": "tinydns stays silent: a stored record has more than 32767 bytes",
  malformed: "tinydns stays silent: a stored record cannot be read",
  "too-long": "tinydns stays silent: the answer would be longer than 65535 bytes",
  referral: "no answer of its own: the name belongs to a zone that is delegated",
  nxdomain: "the name does not exist: no record of any type is visible",
  nodata: "the name exists, but has no record of this type",
  "not-implemented": "zone transfers are for axfrdns: tinydns answers NOTIMP",
};

const HIDDEN: Readonly<Record<HiddenBy, string>> = {
  location: "is for clients of another location",
  "not-yet": "starts later",
  "no-longer": "has ended",
  "no-zone": "is in no zone of this file",
  delegation: "is behind a delegation",
  "other-zone": "belongs to a wildcard of another zone",
  "existing-name": "belongs to a wildcard, which does not cover names that exist",
  "other-type": "is of another type",
  "eight-addresses": "was not among the eight addresses of this answer",
  "second-soa": "is a second SOA; only the first is given",
};

function explanation(result: AnswerExplanation, path: string, source: readonly string[]): string {
  const { question, client, location, zone, authoritative, wildcard, printed, bytes, truncated, reason, cut } = result;
  const facts = [
    `client ${client}${location === undefined ? ", of no location" : `, of location ${location}`}`,
    zone === undefined ? undefined : `zone ${zone}${authoritative ? "" : ", delegated"}`,
    wildcard && `answered by the wildcard ${wildcard}`,
    reason && REASONS[reason],
    truncated ? `the reply has ${bytes} bytes: over UDP the client gets none of it and must ask over TCP` : undefined,
    cut.length > 0 ? `left out to stay within 512 bytes: ${cut.join(", ")}` : undefined,
  ];
  const lines = [`${question.type} ${question.name}:`, ...(printed ?? "").split("\n").filter((line) => line !== "")];
  const sections = (["answer", "authority", "additional"] as const).flatMap((section) =>
    result[section].map(({ line, owner, type }) => `  ${section} ${owner} ${type}: ${placed(path, source, line)}`),
  );
  const hidden = result.hidden.map((record) => `  ${describeHidden(record)}: ${placed(path, source, record.line)}`);
  return [
    ...lines,
    "",
    ...facts.flatMap((fact) => fact ?? []),
    ...(sections.length > 0 ? ["from:", ...sections] : []),
    ...(hidden.length > 0 ? ["not given:", ...hidden] : []),
    "",
  ].join("\n");
}

function describeHidden({ owner, type, by, location, time }: ExplainedHidden): string {
  const when = time === undefined ? "" : ` (${new Date(time * 1000).toISOString()})`;
  const whom = location === undefined || by !== "location" ? "" : ` (${location})`;
  return `${owner} ${type} ${HIDDEN[by]}${when}${whom}`;
}

function placed(path: string, source: readonly string[], line: number | undefined): string {
  return line === undefined ? path : `${path}:${line + 1}: ${source[line]}`;
}
