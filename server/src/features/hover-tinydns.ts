/** Hover in tinydns data: the records that a line publishes, what a client is answered, and the field under the cursor. */

import type { DataField } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../compile/expand.js";
import { numberOfOctets } from "../model/address-block.js";
import { EVERYWHERE, formatLocation, formatPrefix } from "../model/tinydns/location-code.js";
import { type NameId, wireOf } from "../model/tinydns/name-table.js";
import type { Row } from "../model/tinydns/records.js";
import {
  formatAudience,
  formatLife,
  formatRecord,
  readStoredRecord,
  type StoredRecord,
  typeName,
} from "../model/tinydns/stored-record.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import { answerFromExcerpt } from "../simulate/answer-excerpt.js";
import { REASONS } from "../simulate/answer-text.js";
import type { AnswerExplanation } from "../simulate/explain-answer.js";
import type { Hover } from "./hover.js";
import { describeField } from "./signature-tinydns.js";
import { touches } from "./view.js";

/** With all defaults filled in. */
export function hoverTinydns(data: ZoneData, offset: number): Hover | undefined {
  const { lines } = data.text;
  const number = lines.lineAt(offset);
  if (number >= lines.count) return undefined;
  const line = data.records.dataLine(number);
  if (line?.shape.kind === "disabled") return { contents: DISABLED, span: { start: line.start, end: line.end } };
  if (!line?.type) return undefined;
  const { letter, name, creates } = line.type;
  const records = data.records.stored(number).flatMap(({ key, data: value }) => readStoredRecord(key, value) ?? []);
  const field = line.fields.find((candidate) => touches(candidate, offset));
  const parts = [
    `**\`${letter}\` ${name}** — ${creates}`,
    ...(records.length > 0 ? [fenced(records.map(describe))] : letter === "%" ? [] : ["This line publishes nothing."]),
    ...answers(number, data),
    ...(letter === "%" ? locationWords(number, data) : []),
    ...(field?.spec ? [fieldWords(field)] : []),
  ];
  return { contents: parts.join("\n\n"), span: { start: line.start, end: line.end } };
}

const DISABLED =
  "**`-` disabled line** — tinydns-data passes over it. Programs that watch servers put `-` in the place of `+` as long as an address does not answer.";

function fenced(lines: readonly string[]): string {
  return ["```", ...lines, "```"].join("\n");
}

function describe(record: StoredRecord): string {
  const notes = [formatLife(record), formatAudience(record)].filter(Boolean);
  return formatRecord(record) + (notes.length > 0 ? `  ; ${notes.join(", ")}` : "");
}

function fieldWords({ spec }: DataField): string {
  return `Field \`${spec!.name}\`: ${describeField(spec!)}`;
}

/** What somebody gets who asks for the record that the line is written for: of an alias, for the address behind it. */
function answers(line: number, data: ZoneData): string[] {
  const row = mainRow(data.records.rowsOfLine(line), data);
  if (row === undefined || !data.isReadable) return [];
  const client = clientFor(row, data);
  if (client === undefined) return [];
  const { records, names } = data;
  const owner = names.labels(records.owner[row]);
  // A wildcard is asked for by a name that nobody has.
  const labels = records.isWildcard(row) ? ["any-name", ...owner.slice(1)] : owner;
  const type = records.typeOf(row);
  const isAlias = type === TYPE.CNAME;
  const found = answerFromExcerpt(data, { name: wireOf(labels), type: isAlias ? TYPE.A : type }, client);
  if (found.kind === "refused") return [];
  return [
    ...describeAnswer(found, records.locationOf(row)),
    ...(isAlias && isAliasAlone(found) ? answersBehind(row, client, data) : []),
  ];
}

/** So many aliases are followed. */
const MOST_ALIASES = 8;

/** Most dialects answer with the alias alone (Q7): the client asks for the name that it stands for. */
function* answersBehind(alias: Row, client: number, data: ZoneData): Generator<string> {
  const { records, names } = data;
  const seen = new Set([records.owner[alias]]);
  for (let row: Row | undefined = alias; row !== undefined && seen.size <= MOST_ALIASES; ) {
    const name: NameId = records.target[row];
    if (seen.has(name)) return yield `That is an alias of \`${names.text(name)}\` again: the client gives up.`;
    seen.add(name);
    const found = answerFromExcerpt(data, { name: names.wire(name), type: TYPE.A }, client);
    if (found.kind === "refused") return;
    yield* describeNext(found);
    [row] = isAliasAlone(found) ? records.rowsOfType(name, TYPE.CNAME) : [];
  }
}

function isAliasAlone({ answer }: AnswerExplanation): boolean {
  return answer.length === 1 && answer[0].type === "CNAME";
}

function describeNext(found: AnswerExplanation): string[] {
  const { question, reason } = found;
  const asked = `\`${question.type} ${question.name}\``;
  if (reason === "no-zone") return [`It then asks other servers for ${asked}: no zone of this file covers the name.`];
  return describeReply(found, `It then asks for ${asked}`, " and is answered:");
}

/** The record that the letter stands for comes first, but an SOA, which few ask for. */
function mainRow(rows: readonly Row[], { records }: ZoneData): Row | undefined {
  return rows.find((row) => typeName(records.typeOf(row)) !== "SOA") ?? rows[0];
}

/** An address that nobody has (RFC 5737), or one of the record's location. */
function clientFor(row: Row, { records }: ZoneData): number | undefined {
  const location = records.locationOf(row);
  if (location === EVERYWHERE) return STRANGER;
  const own = records.locations.find(({ code }) => code === location);
  if (own === undefined || own.isIpv6) return undefined;
  return numberOfOctets([...own.prefix, ...[0, 0, 0, 1].slice(own.prefix.length)].slice(0, 4));
}

const STRANGER = 0xc0000201;

function describeAnswer(found: AnswerExplanation, location: number): string[] {
  const { question, client } = found;
  const who = location === EVERYWHERE ? "A client" : `A client of location ${formatLocation(location)} (${client})`;
  return describeReply(found, `${who} who asks for \`${question.type} ${question.name}\``, " is answered:");
}

function describeReply(found: AnswerExplanation, asks: string, isAnswered: string): string[] {
  const { reason, truncated } = found;
  const lines = (["answer", "authority", "additional"] as const).flatMap((section) =>
    found[section].map(({ text, decoded }) => `${section}: ${decoded ?? text}`),
  );
  const says = reason === undefined ? `${asks}${isAnswered}` : `${asks}: ${REASONS[reason]}.`;
  if (reason !== undefined && lines.length === 0) return [says];
  const long = truncated ? ["The answer is too long for UDP: the client has to ask again over TCP."] : [];
  return [says, fenced(lines), ...long];
}

function locationWords(line: number, { records }: ZoneData): string[] {
  const own = records.locations.find((location) => location.line === line);
  if (!own) return [];
  const { code, prefix, isIpv6 } = own;
  const whom =
    prefix.length === 0
      ? "all clients that no longer prefix names"
      : isIpv6
        ? `clients whose IPv6 address begins with ${formatPrefix(own).slice(1)}`
        : `clients at ${formatPrefix(own)}${prefix.length < 4 ? ".*" : ""}`;
  let count = 0;
  for (let row = 0; row < records.count; row++) if (records.locationOf(row) === code) count++;
  const seen =
    count === 0
      ? "no record is for them alone"
      : `${count} ${count === 1 ? "record is" : "records are"} for them alone`;
  return [`Location ${formatLocation(code)}: ${whom}; ${seen}.`];
}
