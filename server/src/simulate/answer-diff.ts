/** Two states of a server's data compared by what is answered, not by how it is written. */
import { TYPE } from "../compile/expand.js";
import { EVERYWHERE, formatLocation, formatPrefix } from "../model/tinydns/location-code.js";
import type { Row } from "../model/tinydns/records.js";
import { formatLife, formatRdata, typeName } from "../model/tinydns/stored-record.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";

/** The records of one name, type and location that clients can get, each as text: ttl, data, life. */
export interface AnswerSet {
  readonly name: string;
  /** Mnemonic; `%` for the network of a location. */
  readonly type: string;
  /** Code of a location; undefined when everybody is answered so. */
  readonly location: string | undefined;
  readonly records: readonly string[];
}

export interface AnswerChange extends Omit<AnswerSet, "records"> {
  readonly kind: "added" | "removed" | "changed";
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface DiffOptions {
  /** The serial of a zone follows the time of its file, so it is left out unless asked for. */
  readonly serials: boolean;
}

/** Changes by name, type and location, in the order of names. */
export function diffAnswers(before: ZoneData, after: ZoneData, options: DiffOptions): AnswerChange[] {
  const old = answerSets(before, options);
  const now = answerSets(after, options);
  const changes: AnswerChange[] = [];
  for (const [key, set] of old) {
    const successor = now.get(key);
    if (!successor) changes.push({ ...withoutRecords(set), kind: "removed", before: set.records, after: [] });
    else if (!sameRecords(set.records, successor.records)) {
      changes.push({ ...withoutRecords(set), kind: "changed", before: set.records, after: successor.records });
    }
  }
  for (const [key, set] of now) {
    if (!old.has(key)) changes.push({ ...withoutRecords(set), kind: "added", before: [], after: set.records });
  }
  return changes.sort(
    (a, b) =>
      compare(reversed(a.name), reversed(b.name)) ||
      compare(a.type, b.type) ||
      compare(a.location ?? "", b.location ?? ""),
  );
}

function withoutRecords({ name, type, location }: AnswerSet): Omit<AnswerSet, "records"> {
  return { name, type, location };
}

/** tinydns mixes the order of addresses, so order is no difference; how often a record is served is one. */
function sameRecords(a: readonly string[], b: readonly string[]): boolean {
  const sorted = [...b].sort();
  return a.length === b.length && [...a].sort().every((record, index) => record === sorted[index]);
}

function answerSets(data: ZoneData, options: DiffOptions): Map<string, AnswerSet> {
  const sets = new Map<string, AnswerSet & { records: string[] }>();
  const add = (name: string, type: string, location: string | undefined, record: string) => {
    const key = `${name} ${type} ${location ?? ""}`;
    const set = sets.get(key);
    if (set) set.records.push(record);
    else sets.set(key, { name, type, location, records: [record] });
  };
  const { records } = data;
  for (let row = 0; row < records.count; row++) {
    if (!isAnswered(data, row)) continue;
    const code = records.locationOf(row);
    const location = code === EVERYWHERE ? undefined : formatLocation(code);
    add(records.ownerText(row), typeName(records.typeOf(row)), location, describe(data, row, options));
  }
  for (const { code, prefix } of firstOfEachPrefix(data))
    add(prefix || "everybody else", "%", undefined, formatLocation(code));
  return sets;
}

/** Q5 to Q11: inside a zone, as a delegation, or sent along with an answer; of several SOA only the first (Q7a). */
function isAnswered(data: ZoneData, row: Row): boolean {
  const { records, zones } = data;
  const { kind } = zones.fateOf(row);
  const type = records.typeOf(row);
  if (type === TYPE.A && data.isAddressAsked(records.owner[row])) return true;
  if (kind === "delegated") return type === TYPE.NS && zones.at(records.owner[row]) !== undefined;
  if (kind === "outside") return false;
  if (type !== TYPE.SOA) return true;
  const soas = zones.at(records.owner[row])?.soas ?? [];
  return soas.find((soa) => records.locationOf(soa) === records.locationOf(row)) === row;
}

function describe(data: ZoneData, row: Row, { serials }: DiffOptions): string {
  const { records } = data;
  const type = records.typeOf(row);
  let rdata = formatRdata(type, data.records.rdata(row));
  if (type === TYPE.SOA && !serials) rdata = rdata.replace(/^(\S+ \S+) \d+/, "$1 (serial)");
  const life = formatLife({ timestamp: records.timestamps.get(row) ?? 0n, ttl: records.ttlOf(row) });
  return `${records.ttlOf(row)} ${rdata}${life ? ` ${life}` : ""}`;
}

/** Q1: of equal prefixes the first line counts. */
function firstOfEachPrefix({ records }: ZoneData): { code: number; prefix: string }[] {
  const seen = new Map<string, number>();
  for (const location of records.locations) {
    const text = formatPrefix(location);
    if (!seen.has(text)) seen.set(text, location.code);
  }
  return [...seen].map(([prefix, code]) => ({ code, prefix }));
}

/** Labels from the right, so that a zone stays together. */
function reversed(name: string): string {
  return name.split(".").reverse().join(".");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
