/** Two states of a server's data compared by what is answered, not by how it is written. */
import { TYPE } from "../compile/expand.js";
import { EVERYWHERE, formatLocation, formatPrefix, type LocationCode } from "../model/tinydns/location-code.js";
import { formatName } from "../model/tinydns/name-table.js";
import { formatLife, formatRdata, typeName } from "../model/tinydns/stored-record.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import { ClientView, type SentRecord } from "./client-view.js";

/** What clients get of one name and type, each record as text: ttl, data, life. */
export interface AnswerChange {
  readonly kind: "added" | "removed" | "changed";
  readonly name: string;
  /** Mnemonic; `%` for the location of a network, whose records are codes. */
  readonly type: string;
  /** Whose answer changes: code of a location, empty for clients without one; undefined when it changes alike for all. */
  readonly location: string | undefined;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface DiffOptions {
  /** The serial of a zone follows the time of its file, so it is left out unless asked for. */
  readonly serials: boolean;
}

/** Changes by name, type and location, in the order of names. */
export function diffAnswers(before: ZoneData, after: ZoneData, options: DiffOptions): AnswerChange[] {
  const audiences = audiencesOf(before, after);
  const changes = networkChanges(before, after);
  for (const wire of ownersOf(before, after)) changes.push(...changesOf(wire, audiences, options));
  return changes.sort(
    (a, b) =>
      compare(reversed(a.name), reversed(b.name)) ||
      compare(a.type, b.type) ||
      compare(a.location ?? "", b.location ?? ""),
  );
}

/** Clients of a location, as they were and as they are now. */
interface Audience {
  readonly location: string;
  readonly before: ClientView;
  readonly after: ClientView;
}

/** Clients of a location that one file does not have are there such without one. */
function audiencesOf(before: ZoneData, after: ZoneData): Audience[] {
  const old = clientsOf(before);
  const now = clientsOf(after);
  const located = [...new Set([...old, ...now])].filter((code) => code !== EVERYWHERE);
  const all = old.has(EVERYWHERE) && now.has(EVERYWHERE) ? [EVERYWHERE, ...located] : located;
  return all.map((code) => ({
    location: code === EVERYWHERE ? "" : formatLocation(code),
    before: new ClientView(before, old.has(code) ? code : EVERYWHERE),
    after: new ClientView(after, now.has(code) ? code : EVERYWHERE),
  }));
}

/** Q1: the locations that clients have, and `EVERYWHERE` when some have none. */
function clientsOf(data: ZoneData): Set<LocationCode> {
  const networks = firstOfEachPrefix(data);
  const codes = new Set(networks.values());
  if (!networks.has("")) codes.add(EVERYWHERE);
  return codes;
}

/** Names with records in one of the files, in wire form. */
function* ownersOf(before: ZoneData, after: ZoneData): Generator<Uint8Array> {
  for (const data of [before, after]) {
    const { names, records } = data;
    for (let name = 0; name < names.count; name++) {
      if (records.firstRow(name) < 0) continue;
      const wire = names.wire(name);
      if (data === before || !hasRecords(before, wire)) yield wire;
    }
  }
}

function hasRecords({ names, records }: ZoneData, wire: Uint8Array): boolean {
  const name = names.find(wire);
  return name >= 0 && records.firstRow(name) >= 0;
}

/** Records by type, as text. */
type Answers = ReadonlyMap<string, readonly string[]>;

function changesOf(wire: Uint8Array, audiences: readonly Audience[], options: DiffOptions): AnswerChange[] {
  const answers = audiences.map(({ location, before, after }) => {
    return { location, before: answersTo(wire, before, options), after: answersTo(wire, after, options) };
  });
  const types = new Set(answers.flatMap(({ before, after }) => [...before.keys(), ...after.keys()]));
  const name = formatName(wire);
  return [...types].flatMap((type) => {
    const pairs = answers.map(({ location, before, after }) => {
      return { location, before: before.get(type) ?? [], after: after.get(type) ?? [] };
    });
    return (areAlike(pairs) ? [commonPart(pairs)] : pairs)
      .filter(({ before, after }) => without(before, after).length + without(after, before).length > 0)
      .map((pair) => ({ kind: kindOf(pair.before, pair.after), name, type, ...pair }));
  });
}

type Pair = Pick<AnswerChange, "location" | "before" | "after">;

/** Whether the same records go and come for all. */
function areAlike([first, ...others]: readonly Pair[]): boolean {
  const lost = without(first.before, first.after);
  const gained = without(first.after, first.before);
  return others.every(
    ({ before, after }) => isSame(lost, without(before, after)) && isSame(gained, without(after, before)),
  );
}

/** The records that all have. */
function commonPart(pairs: readonly Pair[]): Pair {
  const [before, after] = [pairs.map((pair) => pair.before), pairs.map((pair) => pair.after)].map((lists) => {
    return lists.reduce((common, list) => without(common, without(common, list)));
  });
  return { location: undefined, before, after };
}

function answersTo(wire: Uint8Array, view: ClientView, options: DiffOptions): Answers {
  const answers = new Map<string, string[]>();
  for (const sent of view.recordsFor(wire)) {
    const type = typeName(view.data.records.typeOf(sent.row));
    const records = answers.get(type);
    const text = describe(view.data, sent, options);
    if (records) records.push(text);
    else answers.set(type, [text]);
  }
  return answers;
}

function kindOf(before: readonly string[], after: readonly string[]): AnswerChange["kind"] {
  if (before.length === 0) return "added";
  return after.length === 0 ? "removed" : "changed";
}

/**
 * What is left of some records when others are taken away one by one, sorted. tinydns mixes the order of addresses, so order
 * is no difference; how often a record is served is one.
 */
function without(records: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
  return [...records].sort().filter((record) => {
    const count = counts.get(record) ?? 0;
    counts.set(record, count - 1);
    return count <= 0;
  });
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((record, index) => record === b[index]);
}

function describe({ records, now }: ZoneData, { row, ttl }: SentRecord, { serials }: DiffOptions): string {
  const type = records.typeOf(row);
  let rdata = formatRdata(type, records.rdata(row));
  if (type === TYPE.SOA && !serials) rdata = rdata.replace(/^(\S+ \S+) \d+/, "$1 (serial)");
  // A life that has begun and does not end is that of any record.
  const timestamp = records.isLasting(row, now) ? 0n : records.timestamps.get(row)!;
  const life = formatLife({ timestamp, ttl: records.ttlOf(row) });
  return `${ttl} ${rdata}${life ? ` ${life}` : ""}`;
}

function networkChanges(before: ZoneData, after: ZoneData): AnswerChange[] {
  const old = firstOfEachPrefix(before);
  const now = firstOfEachPrefix(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((prefix) => old.get(prefix) !== now.get(prefix))
    .map((prefix) => {
      const [was, is] = [old, now].map((networks) =>
        networks.has(prefix) ? [formatLocation(networks.get(prefix)!)] : [],
      );
      const name = prefix || "everybody else";
      return { kind: kindOf(was, is), name, type: "%", location: undefined, before: was, after: is };
    });
}

const OCTETS = 4;

/** Q1: of equal prefixes the first line counts; no client has a longer one than its address. */
function firstOfEachPrefix({ records }: ZoneData): Map<string, LocationCode> {
  const networks = new Map<string, LocationCode>();
  for (const location of records.locations) {
    if (!location.isIpv6 && location.prefix.length > OCTETS) continue;
    const text = formatPrefix(location);
    if (!networks.has(text)) networks.set(text, location.code);
  }
  return networks;
}

/** Labels from the right, so that a zone stays together. */
function reversed(name: string): string {
  return name.split(".").reverse().join(".");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
