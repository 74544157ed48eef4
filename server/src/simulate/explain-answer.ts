/** What tinydns answers to a question, and which lines of `data` are behind it: for `simulate answer` and hovers. */
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { CdbReader } from "../compile/cdb.js";
import { linesOfRecords } from "../compile/record-lines.js";
import { compileInMemory, faultMessage } from "../compile/tinydns-data.js";
import { formatLocation } from "../model/tinydns/location-code.js";
import { formatAddress } from "../model/tinydns/scalars.js";
import { formatRdata, typeName } from "../model/tinydns/stored-record.js";
import { AnswerEngine } from "./answer.js";
import { type AnswerTrace, newTrace, type Reason, type SectionName } from "./answer-trace.js";
import { type Asker, type HiddenBy, type HiddenRecord, hiddenRecords } from "./hidden-records.js";
import { type Packet, type PacketRecord, PacketWriter, parsePacket } from "./packet.js";
import { printPacket, printRecord } from "./print-packet.js";
import { formatType, type Question } from "./question.js";
import { DjbRandom } from "./random.js";
import { printName } from "./wire-name.js";

export interface ExplainOptions extends Asker {
  readonly dialect: Dialect;
  /** Serial of zones whose line names none; see `defaultSerial`. */
  readonly serial: number;
}

/** The source does not compile. */
export interface Uncompiled {
  readonly kind: "refused";
  /** 0-based. */
  readonly line: number;
  /** As tinydns-data words it. */
  readonly message: string;
}

export interface ExplainedRecord {
  /** Dotted, lower-case. */
  readonly owner: string;
  /** The type as a word, or its number. */
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  /** The line that tinydns-get prints, without the section; undefined for rdata that it cannot print. */
  readonly text: string | undefined;
  /** The same as a zone file has it, where tinydns-get prints the number of the type and bytes. */
  readonly decoded?: string;
  /** 0-based line of the source. */
  readonly line: number | undefined;
}

export interface ExplainedHidden {
  /** Dotted, lower-case, with `*.` for a wildcard. */
  readonly owner: string;
  readonly type: string;
  readonly by: HiddenBy;
  /** The location that the record is for; undefined for everybody. */
  readonly location: string | undefined;
  /** When the record starts or ends, in seconds since 1970. */
  readonly time: number | undefined;
  /** 0-based line of the source. */
  readonly line: number | undefined;
}

export interface AnswerExplanation {
  readonly kind: "answer";
  readonly question: { readonly name: string; readonly type: string };
  /** Dotted. */
  readonly client: string;
  /** The client's location; undefined for none. One character for each byte. */
  readonly location: string | undefined;
  /** The zone that answered, dotted; undefined when there is none. */
  readonly zone: string | undefined;
  /** Whether this server speaks for the zone; otherwise it refers to the zone's servers. */
  readonly authoritative: boolean;
  /** The wildcard that the answer was made from, dotted, with its `*.`. */
  readonly wildcard: string | undefined;
  /** What tinydns-get prints behind its first line; empty for silence, undefined when it cannot print the packet. */
  readonly printed: string | undefined;
  /** Length of the packet in bytes; 0 for silence. */
  readonly bytes: number;
  /** Whether the reply is too long for UDP: the client gets an empty one and has to ask again over TCP (S5). */
  readonly truncated: boolean;
  readonly answer: readonly ExplainedRecord[];
  readonly authority: readonly ExplainedRecord[];
  readonly additional: readonly ExplainedRecord[];
  /** Sections that were left out to stay within 512 bytes. */
  readonly cut: readonly SectionName[];
  /** Why the answer section is empty, or the server silent. */
  readonly reason: Reason | undefined;
  /** 0-based line of the record that makes the server drop the query. */
  readonly culprit: number | undefined;
  readonly hidden: readonly ExplainedHidden[];
}

const MAX_UDP = 512;

/** An answer is asked for and explained before the next one: they can be written in one place. */
const WRITERS = new Map<Dialect, PacketWriter>();

/** Compiles the source in memory and asks. The order of addresses is that of tinydns-get. */
export function explainAnswer(
  data: Uint8Array,
  question: Question,
  options: ExplainOptions,
): AnswerExplanation | Uncompiled {
  const { result, cdb } = compileInMemory(data, options);
  if (result.kind === "refused") {
    return { kind: "refused", line: result.line, message: faultMessage(result.fault, result.line) };
  }
  const reader = new CdbReader(cdb);
  const trace = newTrace();
  const engine = new AnswerEngine(reader, options.dialect, writerFor(options.dialect));
  const reply = engine.answer(question, options.client, { now: options.now, random: new DjbRandom(), trace });
  const hidden = hiddenRecords(reader, options.dialect, question, options, trace);
  const lines = linesOfRecords(data, options, mentioned(trace, hidden));
  return explain(question, options, trace, reply, hidden, lines);
}

function writerFor(dialect: Dialect): PacketWriter {
  const writer = WRITERS.get(dialect) ?? new PacketWriter(dialect);
  WRITERS.set(dialect, writer);
  return writer;
}

function mentioned(trace: AnswerTrace, hidden: readonly HiddenRecord[]): number[] {
  const { answer, authority, additional } = trace.records;
  const positions = [...answer, ...authority, ...additional, ...hidden.map((record) => record.position)];
  return trace.culprit === undefined ? positions : [...positions, trace.culprit];
}

function explain(
  question: Question,
  options: ExplainOptions,
  trace: AnswerTrace,
  reply: Uint8Array | undefined,
  hidden: readonly HiddenRecord[],
  lines: ReadonlyMap<number, number>,
): AnswerExplanation {
  const packet = reply && parsePacket(reply);
  const section = (name: SectionName) => explainSection(packet, name, trace, lines);
  return {
    kind: "answer",
    question: { name: printName(question.name), type: formatType(question.type) },
    client: formatAddress(options.client),
    location: shownLocation(trace.location),
    zone: trace.zone && printName(trace.zone),
    authoritative: trace.authoritative,
    wildcard: trace.found?.wildcard ? formatOwner(trace.found.name, true) : undefined,
    printed: reply ? printPacket(reply) : "",
    bytes: reply?.length ?? 0,
    truncated: (reply?.length ?? 0) > MAX_UDP,
    answer: section("answer"),
    authority: section("authority"),
    additional: section("additional"),
    cut: trace.cut,
    reason: trace.reason,
    culprit: trace.culprit === undefined ? undefined : lines.get(trace.culprit),
    hidden: hidden.map((record) => explainHidden(record, lines)),
  };
}

/** The records of a section and their positions in the trace are in the same order. */
function explainSection(
  packet: Packet | undefined,
  section: SectionName,
  trace: AnswerTrace,
  lines: ReadonlyMap<number, number>,
): ExplainedRecord[] {
  if (!packet) return [];
  return packet[section].map((record, index) => ({
    owner: printName(record.owner),
    type: formatType(record.type),
    ttl: record.ttl,
    text: printRecord(packet, record),
    ...decode(packet, record),
    line: lines.get(trace.records[section][index]),
  }));
}

function decode(packet: Packet, record: PacketRecord): Pick<ExplainedRecord, "decoded"> {
  const front = `${printName(record.owner)} ${record.ttl}`;
  if (!printRecord(packet, record)?.startsWith(`${front} ${record.type} `)) return {};
  const { start, end } = record.rdata;
  const data = formatRdata(record.type, packet.bytes.subarray(start, end));
  return { decoded: `${front} ${typeName(record.type)} ${data}` };
}

function explainHidden(record: HiddenRecord, lines: ReadonlyMap<number, number>): ExplainedHidden {
  return {
    owner: formatOwner(record.name, record.wildcard),
    type: formatType(record.type),
    by: record.by,
    location: shownLocation(record.location),
    time: record.time,
    line: lines.get(record.position),
  };
}

function formatOwner(name: Uint8Array, isWildcard: boolean): string {
  if (!isWildcard) return printName(name);
  return name[0] === 0 ? "*" : `*.${printName(name)}`;
}

/** Undefined for a record, or a client, of no location. */
function shownLocation(code: number): string | undefined {
  return code > 0 ? formatLocation(code) : undefined;
}
