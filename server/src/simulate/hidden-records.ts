/** Records that one might expect in an answer but that are not in it, and why. */
import type { Dialect } from "djblint-grammars/tinydns/fields";
import type { CdbReader } from "../compile/cdb.js";
import { TYPE } from "../compile/expand.js";
import type { AnswerTrace, Reason } from "./answer-trace.js";
import { ANY, type Question } from "./question.js";
import { VisibleRecords } from "./visible-records.js";
import { NameBuffer, readName } from "./wire-name.js";

export type HiddenBy =
  | "location" // for clients of another location (Q2)
  | "not-yet" // starts later (Q4)
  | "no-longer" // has ended (Q4)
  | "no-zone" // no visible name server record at the name or above it (Q5)
  | "delegation" // the name belongs to a delegated zone (Q6)
  | "other-zone" // a wildcard above the zone that answers (Q7 e)
  | "existing-name" // a wildcard, but the name itself or a nearer wildcard exists (Q7 e)
  | "other-type" // of another type than asked
  | "eight-addresses" // the lot fell on eight others (Q8)
  | "second-soa"; // only the first is given (Q7 a)

export interface HiddenRecord {
  /** Position in the database. */
  readonly position: number;
  /** The record's key, in wire form: for a wildcard the name without its `*`. */
  readonly name: Uint8Array;
  readonly wildcard: boolean;
  readonly type: number;
  readonly by: HiddenBy;
  /** Two bytes, big-endian; -1 for a record that everybody sees. */
  readonly location: number;
  /** When the record starts or ends, in seconds since 1970; undefined without a timestamp. */
  readonly time: number | undefined;
}

/** The client's side of the question. */
export interface Asker {
  /** IPv4, big-endian. */
  readonly client: number;
  /** Seconds since 1970. */
  readonly now: number;
}

/** Reasons that have nothing to do with the records of the name. */
const NOT_HIDDEN: ReadonlySet<Reason | undefined> = new Set<Reason>([
  "dropped-big-record",
  "malformed",
  "too-long",
  "not-implemented",
]);

/**
 * Looks at the name and at all names above it: for records of the type in question, and for SOA and NS records that
 * would make another zone answer. `trace` tells how the answer came about.
 */
export function hiddenRecords(
  cdb: CdbReader,
  dialect: Dialect,
  question: Question,
  asker: Asker,
  trace: AnswerTrace,
): HiddenRecord[] {
  if (NOT_HIDDEN.has(trace.reason)) return [];
  const asked = new NameBuffer();
  const records = new VisibleRecords(cdb, dialect);
  records.setClock(asker.now);
  if (readName(question.name, 0, question.name.length, 0, asked) < 0 || !records.setClient(asker.client)) return [];
  asked.toLowerCase();
  const judge = new Judge(question.type, asked.length, records, trace);
  const hidden: HiddenRecord[] = [];
  for (let at = 0; ; at += asked.bytes[at] + 1) {
    records.start(asked, at);
    while (records.nextStored() && records.readTimes()) {
      const by = judge.verdict(at);
      if (by !== undefined) hidden.push(describe(records, asked.bytes.slice(at, asked.length), by));
    }
    if (asked.bytes[at] === 0) return hidden;
  }
}

function describe(records: VisibleRecords, name: Uint8Array, by: HiddenBy): HiddenRecord {
  const { position, wildcard, type, location } = records;
  return { position, name, wildcard, type, by, location, time: records.stampSeconds() };
}

/** Decides about the current record of a search. Offsets count in the name that is asked. */
class Judge {
  private readonly shown: ReadonlySet<number>;
  private readonly zone: number;
  private readonly found: number;

  constructor(
    private readonly type: number,
    length: number,
    private readonly records: VisibleRecords,
    private readonly trace: AnswerTrace,
  ) {
    const { answer, authority, additional } = trace.records;
    this.shown = new Set([...answer, ...authority, ...additional]);
    this.zone = trace.zone ? length - trace.zone.length : Number.POSITIVE_INFINITY;
    this.found = trace.found ? length - trace.found.name.length : Number.POSITIVE_INFINITY;
  }

  /** Undefined for a record that is in the answer or has nothing to do with it. */
  verdict(at: number): HiddenBy | undefined {
    const { records } = this;
    if (this.shown.has(records.position)) return undefined;
    const isCandidate = records.wildcard ? at > 0 : at === 0;
    const isWanted = isCandidate && (records.type === this.type || this.type === ANY || records.type === TYPE.CNAME);
    if (!records.isLocal()) return isWanted || this.isCut(at) ? "location" : undefined;
    const timing = records.timing();
    if (timing !== "visible") return isWanted || this.isCut(at) ? timing : undefined;
    if (isWanted) return this.verdictOnWanted(at);
    return isCandidate && at === this.found && this.trace.reason === "nodata" ? "other-type" : undefined;
  }

  /** Whether the record would have a say in which zone answers (Q5). */
  private isCut(at: number): boolean {
    const { wildcard, type } = this.records;
    return !wildcard && at <= this.zone && (type === TYPE.NS || type === TYPE.SOA);
  }

  private verdictOnWanted(at: number): HiddenBy | undefined {
    const { trace, records } = this;
    if (!trace.zone) return "no-zone";
    if (!trace.authoritative) return "delegation";
    if (at > this.zone) return "other-zone";
    if (at > this.found) return "existing-name";
    return records.type === TYPE.SOA ? "second-soa" : "eight-addresses";
  }
}
