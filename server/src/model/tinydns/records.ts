/**
 * The records of a data file, in columns: a number (the row) stands for a record, in the order in which tinydns-data
 * stores them. `RecordReader` fills them, in the end from what `Expander` says, so the model knows exactly what is
 * published.
 */
import type { LineRevision, SourceText } from "djblint-grammars/text";
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { LineScanner } from "djblint-grammars/tinydns/scanner";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { MAX_RECORDS, TYPE } from "../../compile/expand.js";
import { enlarged, lowerBound, moveInto } from "../columns.js";
import { DataLines, type KeyAndData } from "./data-lines.js";
import { EVERYWHERE, type LocationCode, type LocationLine } from "./location-code.js";
import { type NameId, NameTable } from "./name-table.js";
import { NoticedLines } from "./noticed-lines.js";
import { type KindId, RecordKinds } from "./record-kinds.js";
import { expectedRecords, type FaultyLine, RecordReader, type RecordSink } from "./record-reader.js";
import { type ReplacedLines, replacedLines, spliceLines } from "./replaced-lines.js";
import { RowChains } from "./row-chains.js";
import { tai64OfUnix } from "./scalars.js";
import { countStatements } from "./statements.js";
import { Timestamps } from "./timestamps.js";

/** Number of a record. */
export type Row = number;

export interface RecordTableOptions {
  readonly dialect: Dialect;
  /** Lines with one of these notices are remembered. */
  readonly watched: number;
  /** Whether carriage returns at the end of lines are passed over. */
  readonly ignoresReturns?: boolean;
  /** Serial of zones whose line names none; it takes no part in any check. */
  readonly serial?: number;
}

export class RecordTable implements RecordSink {
  readonly dialect: Dialect;
  readonly names: NameTable;
  count = 0;
  /** Owner name; a wildcard keeps its `*` label. */
  owner: Uint32Array;
  /** Number of each record's type, ttl, location and letter; 16 bits are enough for nearly all files. */
  private kind: Uint16Array | Uint32Array;
  readonly kinds = new RecordKinds();
  /** 0-based source line. */
  line: Uint32Array;
  /** The name that NS, CNAME, PTR, MX, SRV and SOA point to; the address of A; 0 for all others. */
  target: Uint32Array;
  timestamps = new Timestamps();
  /** Whether the PTR records of `=` lines have rows, see `addHostPointers`. */
  hasHostPointers = false;
  /** The present (unix seconds): what has ended before, no client sees any more. */
  now = 0;
  readonly faults: FaultyLine[] = [];
  readonly locations: LocationLine[] = [];
  readonly noticed = new NoticedLines();
  private counted: number | undefined;
  /** By owner. */
  private readonly chains = new RowChains(this);
  private readonly byType = new Map<number, Uint32Array>();

  readonly serial: number;
  private readonly scanner: LineScanner;
  private readonly reader: RecordReader;
  private dataLines: DataLines;
  /** How many names and kinds there were when all rows had been made. */
  private firstNames = 0;
  private firstKinds = 0;
  /** The names that the last revision is about: owners and targets of the records that went and that came. */
  readonly touchedNames = new Set<NameId>();
  /** Whether one of these records can matter to names without records: NS, SOA, wildcards. */
  touchesBelow = false;
  /** Whether one of them is at, or points to, a reverse name, but for the PTR records of `=` lines. */
  touchesReverse = false;
  /** Whether the last revision took a `%` line out or brought one. */
  touchesLocations = false;

  constructor(
    public text: SourceText,
    { dialect, watched, ignoresReturns, serial = 1 }: RecordTableOptions,
  ) {
    this.dialect = dialect;
    const expected = expectedRecords(text.bytes);
    this.names = new NameTable(expected);
    this.owner = new Uint32Array(expected);
    this.kind = new Uint16Array(expected);
    this.line = new Uint32Array(expected);
    this.target = new Uint32Array(expected);
    this.scanner = new LineScanner(text.bytes);
    this.scanner.ignoresReturns = ignoresReturns ?? false;
    this.serial = serial;
    this.dataLines = new DataLines(text, this.scanner, dialect, serial);
    this.reader = new RecordReader(this, this.scanner, dialect, watched, serial);
    this.reader.readAll(text);
    this.takeInAll();
  }

  /** When all rows have been made. */
  private takeInAll(): void {
    this.chains.link();
    this.firstNames = this.names.count;
    this.firstKinds = this.kinds.count;
  }

  /** Takes the text after some lines were replaced: only the new ones are read, the rows of the others are moved. */
  revise(text: SourceText, revision: LineRevision): void {
    const { count, faults, locations, noticed } = this;
    const before = { faults: faults.length, locations: locations.length, noticed: noticed.count };
    this.text = text;
    this.scanner.feed(text.bytes, text.bytes.length);
    this.dataLines = new DataLines(text, this.scanner, this.dialect, this.serial);
    this.counted = undefined;
    this.byType.clear();
    this.reader.readLines(text, revision.removed.first, revision.added);
    const replaced = replacedLines(revision);
    this.spliceRows(replaced, count);
    noticed.splice(replaced, before.noticed);
    spliceLines(faults, replaced, before.faults);
    this.touchesLocations = spliceLines(locations, replaced, before.locations);
  }

  addRecord(line: number, kind: KindId, owner: NameId, target: number): void {
    const row = this.count++;
    if (row === this.owner.length) this.grow();
    this.line[row] = line;
    this.setKind(row, kind);
    this.owner[row] = owner;
    this.target[row] = target;
  }

  addTimestamp(high: number, low: number): void {
    this.timestamps.add(this.count - 1, high, low);
  }

  /**
   * Gives the PTR records of `=` lines rows, behind those of the addresses. Most files have many of them, no zone for any,
   * and nothing else at their names: then they are left out.
   */
  addHostPointers(): void {
    const { count } = this;
    let to = count;
    for (let row = 0; row < count; row++) if (this.isHostAddress(row)) to++;
    while (this.owner.length < to) this.grow();
    this.timestamps = this.timestamps.doubled(count, (row) => this.isHostAddress(row));
    this.count = to;
    for (let row = count - 1; row >= 0; row--) {
      if (this.isHostAddress(row)) this.putHostPointer(--to, row);
      this.copyRow(--to, row);
    }
    this.hasHostPointers = true;
    this.byType.clear();
    this.takeInAll();
  }

  typeOf(row: Row): number {
    return this.kinds.type[this.kind[row]];
  }

  ttlOf(row: Row): number {
    return this.kinds.ttl[this.kind[row]];
  }

  locationOf(row: Row): LocationCode {
    return this.kinds.location[this.kind[row]];
  }

  /** First byte of the line. */
  letterCodeOf(row: Row): number {
    return this.kinds.letter[this.kind[row]];
  }

  private setKind(row: Row, kind: KindId): void {
    if (kind > 0xffff && this.kind instanceof Uint16Array) this.kind = new Uint32Array(this.kind);
    this.kind[row] = kind;
  }

  /** Whether a row is the address of a `=` line, which makes a PTR record too. */
  isHostAddress(row: Row): boolean {
    return this.letterCodeOf(row) === EQUALS && this.typeOf(row) === TYPE.A;
  }

  /** Whether a record is at, or points to, a reverse name, but for the PTR records of `=` lines. */
  get hasReverseNames(): boolean {
    if (!this.names.hasReverseNames) return false;
    for (let row = 0; row < this.count; row++) if (this.isReverse(row)) return true;
    return false;
  }

  private isReverse(row: Row): boolean {
    const { names, owner, target } = this;
    const type = this.typeOf(row);
    if (type === TYPE.PTR && this.letterCodeOf(row) === EQUALS) return false;
    return names.isReverse(owner[row]) || (hasTargetName(type) && names.isReverse(target[row]));
  }

  private putHostPointer(to: Row, address: Row): void {
    this.copyRow(to, address);
    this.setKind(to, this.kinds.intern(TYPE.PTR, this.ttlOf(address), this.locationOf(address), EQUALS));
    this.owner[to] = this.names.internReverse(this.target[address]);
    this.target[to] = this.owner[address];
  }

  private copyRow(to: Row, from: Row): void {
    this.owner[to] = this.owner[from];
    this.kind[to] = this.kind[from];
    this.line[to] = this.line[from];
    this.target[to] = this.target[from];
  }

  /** Names with two rows or more, in the order of their first rows. */
  get crowdedNames(): Uint32Array {
    return this.chains.crowdedNames;
  }

  /** All rows of a type, in file order. Rules ask for those of which a file has few, and so need not go through all. */
  allOfType(type: number): Uint32Array {
    const rows = this.byType.get(type) ?? this.findAllOfType(type);
    this.byType.set(type, rows);
    return rows;
  }

  private findAllOfType(type: number): Uint32Array {
    const { count } = this;
    let found = 0;
    for (let row = 0; row < count; row++) if (this.typeOf(row) === type) found++;
    const rows = new Uint32Array(found);
    for (let row = 0, at = 0; at < found; row++) if (this.typeOf(row) === type) rows[at++] = row;
    return rows;
  }

  /** At least so many lines are neither blank nor comments; costs nothing. */
  get leastStatements(): number {
    return Math.ceil(this.count / MAX_RECORDS);
  }

  /** How many lines are neither blank nor comments. */
  get statements(): number {
    this.counted ??= countStatements(this.text);
    return this.counted;
  }

  /** Whether so much is left over from lines that are gone that it is better to begin anew. */
  get isWorn(): boolean {
    return isWorn(this.names.count, this.firstNames) || isWorn(this.kinds.count, this.firstKinds);
  }

  /** Puts the rows behind `count` in the place of those of lines that were replaced. */
  private spliceRows({ first, end, shift }: ReplacedLines, count: number): void {
    const from = lowerBound(this.line, first, count);
    const to = lowerBound(this.line, end, count);
    const added = this.count - count;
    this.touchedNames.clear();
    this.touchesBelow = false;
    this.touchesReverse = false;
    this.touch(from, to);
    this.touch(count, this.count);
    this.chains.revise(from, to, added, () => {
      this.timestamps.splice(from, to, count, added);
      for (const column of [this.owner, this.kind, this.line, this.target]) {
        moveInto(column, from, to, count, added);
      }
      this.count = count - (to - from) + added;
      for (let row = from + added; shift !== 0 && row < this.count; row++) this.line[row] += shift;
    });
  }

  private touch(from: Row, to: Row): void {
    for (let row = from; row < to; row++) {
      const type = this.typeOf(row);
      this.touchedNames.add(this.owner[row]);
      this.touchesBelow ||= type === TYPE.NS || type === TYPE.SOA || this.isWildcard(row);
      this.touchesReverse ||= this.isReverse(row);
      if (hasTargetName(type)) this.touchedNames.add(this.target[row]);
    }
  }

  /** Rows of a name in file order. */
  *rowsOf(name: NameId): Generator<Row> {
    for (let row = this.firstRow(name); row >= 0; row = this.nextRow(row)) yield row;
  }

  /** Rows of a name that are of one type, in file order. */
  rowsOfType(name: NameId, type: number): Row[] {
    const rows: Row[] = [];
    for (let row = this.firstRow(name); row >= 0; row = this.nextRow(row))
      if (this.typeOf(row) === type) rows.push(row);
    return rows;
  }

  hasType(name: NameId, type: number): boolean {
    for (let row = this.firstRow(name); row >= 0; row = this.nextRow(row)) if (this.typeOf(row) === type) return true;
    return false;
  }

  firstRow(name: NameId): Row {
    return this.chains.first(name);
  }

  /** The next row of the same name, -1 behind the last. */
  nextRow(row: Row): Row {
    return this.chains.next(row);
  }

  /** Rows that a line made; rows stand in the order of lines. */
  rowsOfLine(line: number): Row[] {
    const rows: Row[] = [];
    for (let row = lowerBound(this.line, line, this.count); row < this.count && this.line[row] === line; row++)
      rows.push(row);
    return rows;
  }

  isWildcard(row: Row): boolean {
    return this.names.isWildcard(this.owner[row]);
  }

  ownerText(row: Row): string {
    return this.names.text(this.owner[row]);
  }

  /** Whether a client may see both: locations are equal or one of them is everywhere, and their lives overlap and are not over. */
  coexist(a: Row, b: Row): boolean {
    const [seenA, seenB] = [this.locationOf(a), this.locationOf(b)];
    if (seenA !== seenB && seenA !== EVERYWHERE && seenB !== EVERYWHERE) return false;
    if (!this.timestamps.has(a) && !this.timestamps.has(b)) return true;
    const [startA, endA] = this.life(a);
    const [startB, endB] = this.life(b);
    return startA < endB && startB < endA && !this.isExpired(a, this.now) && !this.isExpired(b, this.now);
  }

  /** Q4: first and last moment as TAI64 labels; a stored ttl of 0 makes the timestamp an end. */
  life(row: Row): [start: bigint, end: bigint] {
    const stamp = this.timestamps.get(row);
    if (stamp === undefined) return [0n, FOREVER];
    return this.ttlOf(row) === 0 ? [0n, stamp] : [stamp, FOREVER];
  }

  /** Q4: whether clients see a record at a moment (unix seconds), wherever they are. */
  isAlive(row: Row, now: number): boolean {
    if (!this.timestamps.has(row)) return true;
    const moment = tai64OfUnix(now);
    const [start, end] = this.life(row);
    return (start === 0n || start < moment) && end >= moment;
  }

  /** Whether the end of a record's life lies before a moment (unix seconds). */
  isExpired(row: Row, now: number): boolean {
    if (!this.timestamps.has(row)) return false;
    const end = this.life(row)[1];
    return end !== FOREVER && end < tai64OfUnix(now);
  }

  /** Whether a record is visible at a moment (unix seconds) and ever after. */
  isLasting(row: Row, now: number): boolean {
    if (!this.timestamps.has(row)) return true;
    const [start, end] = this.life(row);
    return start < tai64OfUnix(now) && end === FOREVER;
  }

  /** The typed line of a 0-based line number. */
  dataLine(line: number): DataLine {
    return this.dataLines.typed(line);
  }

  /** The records of a line as they are stored, for a closer look: key and data of each. */
  stored(line: number): readonly KeyAndData[] {
    return this.dataLines.stored(line);
  }

  /** Type-specific data of a row, behind marker, location, ttl and timestamp. */
  rdata(row: Row): Uint8Array {
    const line = this.line[row];
    return this.dataLines.rdata(line, row - lowerBound(this.line, line, this.count));
  }

  private grow(): void {
    const size = this.owner.length * 2;
    this.owner = enlarged(this.owner, size);
    this.kind = enlarged(this.kind, size);
    this.line = enlarged(this.line, size);
    this.target = enlarged(this.target, size);
  }
}

function isWorn(count: number, atFirst: number): boolean {
  return count > atFirst * 1.5 + 1000;
}

const EQUALS = 61;

const FOREVER = 1n << 64n;

const POINTING = new Uint8Array(64);
for (const type of [TYPE.NS, TYPE.CNAME, TYPE.PTR, TYPE.SOA, TYPE.MX, TYPE.SRV]) POINTING[type] = 1;

/** Whether a type's target column holds a name. */
export function hasTargetName(type: number): boolean {
  return type < POINTING.length && POINTING[type] === 1;
}
