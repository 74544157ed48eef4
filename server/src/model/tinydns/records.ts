/**
 * The records of a data file, in columns: a number (the row) stands for a record, in the order in which tinydns-data
 * stores them. Made from the records that `Expander` writes, so the model knows exactly what is published.
 */
import { type LineRevision, LineStarts, type SourceText } from "djblint-grammars/text";
import { type Dialect, type LineType, lineTypesOf } from "djblint-grammars/tinydns/fields";
import { LineParser } from "djblint-grammars/tinydns/parser";
import { HASH, isBlank, LineScanner, MINUS } from "djblint-grammars/tinydns/scanner";
import { type DataLine, readDataLine } from "djblint-grammars/tinydns/tree";
import { getU32 } from "../../compile/cdb.js";
import { Expander, type Fault, MAX_NAMES, MAX_RECORDS, NO_TARGET, REVERSE_NAME, TYPE } from "../../compile/expand.js";
import { enlarged, lowerBound, moveInto, withRoom } from "../columns.js";
import { NameEndings } from "./name-endings.js";
import { type NameId, NameTable, NO_NAME, ROOT } from "./name-table.js";
import { RecordKinds } from "./record-kinds.js";
import { RowChains } from "./row-chains.js";
import { Notice, tai64OfUnix } from "./scalars.js";
import { Timestamps } from "./timestamps.js";

/** Number of a record. */
export type Row = number;

/** A location code, or `EVERYWHERE` for records that all clients see. */
export type LocationCode = number;

export const EVERYWHERE: LocationCode = 0;

/** A line at which tinydns-data stops. */
export interface FaultyLine {
  readonly line: number;
  readonly fault: Fault;
}

/** A record as it stands in the database. */
export interface KeyAndData {
  readonly key: Uint8Array;
  readonly data: Uint8Array;
}

/** A `%` line. */
export interface LocationLine {
  readonly line: number;
  readonly code: LocationCode;
  /** The octets that are stored. */
  readonly prefix: Uint8Array;
}

/** The two bytes of a location code as text. */
export function formatLocation(code: LocationCode): string {
  const low = code & 255;
  return String.fromCharCode(code >>> 8) + (low ? String.fromCharCode(low) : "");
}

/** Places at which lines are counted, and the bytes that are looked at from each. */
const PLACES = 16;
const LOOKED_AT = 1 << 12;

/** Rows that a line has when it has more than one, but for those of `=` lines (`addHostPointers`). */
const ROWS_OF_LINE: Readonly<Record<number, number>> = { 38: 2, 46: 3, 54: 2, 64: 2, 83: 2 };

/** About how many rows a file has, from the lines at some places in it. */
function expectedRows(bytes: Uint8Array): number {
  let [rows, size] = [1, 0];
  for (let place = 0; place < PLACES; place++) {
    const start = Math.floor((bytes.length * place) / PLACES);
    const end = Math.min(start + LOOKED_AT, bytes.length);
    for (let at = bytes.indexOf(LF, start); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) {
      const code = bytes[at + 1];
      if (isStatement(code)) rows += ROWS_OF_LINE[code] ?? 1;
    }
    size += end - start;
  }
  return withRoom(Math.ceil((rows * bytes.length) / Math.max(1, size)));
}

/** What lines look like is the same in all files. */
const PARSER = new LineParser();

/** Nobody keeps what they write, so those of a dialect do for all files: for columns, and for whole records. */
const FOR_COLUMNS = new Map<Dialect, Expander>();
const FOR_RECORDS = new Map<Dialect, Expander>();

/** Of the table that is being read. */
const ENDINGS = new NameEndings();

function expanderIn(known: Map<Dialect, Expander>, dialect: Dialect): Expander {
  const expander = known.get(dialect) ?? new Expander(dialect, 1);
  known.set(dialect, expander);
  return expander;
}

export interface RecordTableOptions {
  readonly dialect: Dialect;
  /** Lines with one of these notices are remembered. */
  readonly watched: number;
  /** Whether carriage returns at the end of lines are passed over. */
  readonly ignoresReturns?: boolean;
  /** Serial of zones whose line names none; it takes no part in any check. */
  readonly serial?: number;
}

export class RecordTable {
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
  readonly faults: FaultyLine[] = [];
  readonly locations: LocationLine[] = [];
  /** Lines in which something is read otherwise than it looks, and what (`Notice`). */
  noticedLines = new Uint32Array(0);
  noticedBits = new Uint32Array(0);
  noticedCount = 0;
  private counted: number | undefined;
  /** By owner. */
  private readonly chains = new RowChains(this);
  private readonly byType = new Map<number, Uint32Array>();

  private readonly watched: number;
  readonly serial: number;
  /** By first byte. */
  private readonly types: readonly (LineType | undefined)[];
  private readonly scanner: LineScanner;
  private expander!: Expander;
  /** Rules look at a line one after the other. */
  private lastLine: DataLine | undefined;
  private lastStored: { readonly line: number; readonly records: readonly KeyAndData[] } | undefined;
  /** Numbers of the names of the current line, as far as they were asked for. */
  private readonly lineNames = new Int32Array(MAX_NAMES);
  /** How many names and kinds there were when all lines had been read. */
  private readonly firstNames: number;
  private readonly firstKinds: number;
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
    this.watched = watched;
    const expected = expectedRows(text.bytes);
    this.names = new NameTable(expected);
    this.owner = new Uint32Array(expected);
    this.kind = new Uint16Array(expected);
    this.line = new Uint32Array(expected);
    this.target = new Uint32Array(expected);
    this.scanner = new LineScanner(text.bytes);
    this.scanner.ignoresReturns = ignoresReturns ?? false;
    this.serial = serial;
    this.types = lineTypesOf(dialect);
    this.readAll();
    this.chains.link();
    this.firstNames = this.names.count;
    this.firstKinds = this.kinds.count;
  }

  /** Takes the text after some lines were replaced: only the new ones are read, the rows of the others are moved. */
  revise(text: SourceText, { removed, added }: LineRevision): void {
    const { scanner, count } = this;
    const end = removed.first + removed.count;
    const counts = { faults: this.faults.length, locations: this.locations.length, notices: this.noticedCount };
    this.text = text;
    this.lastLine = undefined;
    this.lastStored = undefined;
    this.counted = undefined;
    this.byType.clear();
    scanner.feed(text.bytes, text.bytes.length);
    this.expander = expanderIn(FOR_COLUMNS, this.dialect).begin(this.serial, ENDINGS.forget());
    for (let line = removed.first; line < removed.first + added; line++) {
      scanner.seek(text.lines.start(line), line);
      this.readLine();
    }
    const shift = added - removed.count;
    this.moveRows(removed.first, end, count, shift);
    this.moveNotices(removed.first, end, counts.notices, shift);
    spliceLines(this.faults, removed.first, end, counts.faults, shift);
    this.touchesLocations =
      this.locations.length > counts.locations ||
      this.locations.some(({ line }) => line >= removed.first && line < end);
    spliceLines(this.locations, removed.first, end, counts.locations, shift);
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
    this.chains.link();
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

  private setKind(row: Row, type: number, ttl: number, location: LocationCode, letter: number): void {
    const kind = this.kinds.intern(type, ttl, location, letter);
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
    this.setKind(to, TYPE.PTR, this.ttlOf(address), this.locationOf(address), EQUALS);
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
    this.counted ??= this.countStatements();
    return this.counted;
  }

  private countStatements(): number {
    const { bytes, lines } = this.text;
    let count = 0;
    for (let line = 0; line < lines.count; line++) {
      const start = lines.start(line);
      const first = bytes[start];
      // A line of blanks alone is blank.
      if (first > BLANK) count += Number(first !== HASH && first !== MINUS);
      else if (!isBlankLine(bytes, start)) count++;
    }
    return count;
  }

  /** Whether so much is left over from lines that are gone that it is better to begin anew. */
  get isWorn(): boolean {
    return isWorn(this.names.count, this.firstNames) || isWorn(this.kinds.count, this.firstKinds);
  }

  /** Puts the rows behind `count` in the place of those of some lines. */
  private moveRows(first: number, end: number, count: number, shift: number): void {
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
      this.touchedNames.add(this.owner[row]);
      const type = this.typeOf(row);
      this.touchesBelow ||= type === TYPE.NS || type === TYPE.SOA || this.isWildcard(row);
      this.touchesReverse ||= this.isReverse(row);
      if (hasTargetName(type)) this.touchedNames.add(this.target[row]);
    }
  }

  private moveNotices(first: number, end: number, count: number, shift: number): void {
    const from = lowerBound(this.noticedLines, first, count);
    const to = lowerBound(this.noticedLines, end, count);
    const added = this.noticedCount - count;
    moveInto(this.noticedLines, from, to, count, added);
    moveInto(this.noticedBits, from, to, count, added);
    this.noticedCount = count - (to - from) + added;
    for (let index = from + added; shift !== 0 && index < this.noticedCount; index++) this.noticedLines[index] += shift;
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

  /** Whether a client may see both: locations are equal or one of them is everywhere, and their lives overlap. */
  coexist(a: Row, b: Row): boolean {
    const [seenA, seenB] = [this.locationOf(a), this.locationOf(b)];
    if (seenA !== seenB && seenA !== EVERYWHERE && seenB !== EVERYWHERE) return false;
    if (!this.timestamps.has(a) && !this.timestamps.has(b)) return true;
    const [startA, endA] = this.life(a);
    const [startB, endB] = this.life(b);
    return startA < endB && startB < endA;
  }

  /** Q4: first and last moment as TAI64 labels; a stored ttl of 0 makes the timestamp an end. */
  life(row: Row): [start: bigint, end: bigint] {
    const stamp = this.timestamps.get(row);
    if (stamp === undefined) return [0n, FOREVER];
    return this.ttlOf(row) === 0 ? [0n, stamp] : [stamp, FOREVER];
  }

  /** Whether the end of a record's life lies before a moment (unix seconds). */
  isExpired(row: Row, now: number): boolean {
    const end = this.life(row)[1];
    return end !== FOREVER && end < tai64OfUnix(now);
  }

  /** The typed line of a 0-based line number. */
  dataLine(line: number): DataLine {
    if (this.lastLine?.line !== line) {
      this.scanner.seek(this.text.lines.start(line), line);
      this.lastLine = readDataLine(this.scanner, PARSER)!;
    }
    return this.lastLine;
  }

  /** The records of a line as they are stored, for a closer look: key and data of each. */
  stored(line: number): readonly KeyAndData[] {
    if (this.lastStored?.line !== line) this.lastStored = { line, records: this.storedIn(line) };
    return this.lastStored.records;
  }

  private storedIn(line: number): KeyAndData[] {
    const expanded = this.expandAgain(line);
    if (!expanded) return [];
    const { out, starts } = expanded;
    return Array.from({ length: expanded.count }, (_, index) => {
      const start = starts[index];
      const keyEnd = start + 8 + getU32(out.bytes, start);
      return { key: out.copy(start + 8, keyEnd), data: out.copy(keyEnd, keyEnd + getU32(out.bytes, start + 4)) };
    });
  }

  /** The records of a line as they are stored, in a buffer that other lines are expanded into too. */
  private expandAgain(line: number): Expander | undefined {
    this.scanner.seek(this.text.lines.start(line), line);
    const { type } = PARSER.shapeOf(this.scanner);
    const expander = expanderIn(FOR_RECORDS, this.dialect).begin(this.serial);
    expander.out.at = 0;
    return type && expander.expand(this.scanner, type) ? expander : undefined;
  }

  /** Type-specific data of a row, behind marker, location, ttl and timestamp. */
  rdata(row: Row): Uint8Array {
    const line = this.line[row];
    const { out, starts } = this.expandAgain(line)!;
    const start = starts[row - lowerBound(this.line, line, this.count)];
    const data = start + 8 + getU32(out.bytes, start);
    return out.copy(data + (isLocated(out.bytes[data + 2]) ? 17 : 15), data + getU32(out.bytes, start + 4));
  }

  private readAll(): void {
    const { scanner } = this;
    this.expander = expanderIn(FOR_COLUMNS, this.dialect).begin(this.serial, ENDINGS.forget());
    const starts = new LineStarts(this.text.bytes.length);
    while (scanner.advance()) {
      starts.add(scanner.start);
      this.readLine();
    }
    this.text.takeLineStarts(starts);
  }

  /** Takes the line of the scanner. */
  private readLine(): void {
    const { scanner, expander, types, watched } = this;
    const { code } = scanner;
    if (!isStatement(code)) return;
    const { type } = PARSER.shapeOf(scanner);
    if (type === undefined || types[code] === undefined) {
      this.faults.push({ line: scanner.line, fault: { kind: "unrecognized" } });
      return;
    }
    expander.out.at = 0;
    if (!expander.expand(scanner, type)) {
      this.faults.push({ line: scanner.line, fault: expander.fault! });
      return;
    }
    for (let name = 0; name < MAX_NAMES; name++) this.lineNames[name] = NO_NAME;
    if (code === PERCENT) this.addLocation();
    else for (let record = 0; record < expander.count; record++) this.addRecord(record);
    if (expander.notices & watched) this.addNotice(expander.notices);
  }

  private addRecord(record: number): void {
    const { expander } = this;
    if (expander.owners[record] === REVERSE_NAME && !this.hasHostPointers) return;
    const row = this.count++;
    if (row === this.owner.length) this.grow();
    const location = expander.location > 0 ? expander.location : EVERYWHERE;
    this.setKind(row, expander.types[record], expander.ttls[record], location, this.scanner.code);
    this.line[row] = this.scanner.line;
    if (expander.notices & Notice.Stamped) this.addTimestamp(row);
    this.owner[row] = this.lineName(expander.owners[record]);
    const target = expander.targets[record];
    this.target[row] = target === NO_TARGET ? this.targetOf(record) : this.lineName(target);
  }

  private addTimestamp(row: Row): void {
    const { timestamp } = this.expander;
    const high = getU32BigEndian(timestamp, 0);
    const low = getU32BigEndian(timestamp, 4);
    if (high !== 0 || low !== 0) this.timestamps.add(row, high, low);
  }

  /** The number of a name of the current line; most lines use theirs more than once. */
  private lineName(index: number): NameId {
    if (index === REVERSE_NAME) return this.names.internReverse(this.expander.address.value);
    let id = this.lineNames[index];
    if (id === NO_NAME) {
      id = this.internName(index);
      this.lineNames[index] = id;
    }
    return id;
  }

  private internName(index: number): NameId {
    const { names, nameStarts, nameParents, nameTexts, nameFroms, nameTos } = this.expander;
    const text = nameTexts[index];
    const from = nameFroms[index];
    if (nameParents[index] >= 0) return this.names.internLabel(nameParents[index], text, from);
    const id = this.names.intern(names.bytes, nameStarts[index]);
    if (names.notices === 0) ENDINGS.remember(text, from, nameTos[index], this.names.parent(id));
    return id;
  }

  /** The target of a record whose line names none: an address, or what a generic line holds. */
  private targetOf(record: number): number {
    const { types, dataStarts, dataEnds, out } = this.expander;
    const { bytes } = out;
    const type = types[record];
    const at = dataStarts[record];
    const end = dataEnds[record];
    if (type === TYPE.A) return end - at === 4 ? getU32BigEndian(bytes, at) : 0;
    return type === TYPE.SRV ? this.internWritten(at + 6, end) : 0;
  }

  /** The name in the data of a generic line, which may hold anything. */
  private internWritten(from: number, end: number): NameId {
    const { bytes } = this.expander.out;
    let at = from;
    while (at < end && bytes[at] !== 0 && bytes[at] < 64) at += bytes[at] + 1;
    const isName = at < end && bytes[at] === 0 && at - from < 255;
    return isName ? this.names.intern(bytes, from) : ROOT;
  }

  private addLocation(): void {
    const { out, starts } = this.expander;
    const start = starts[0];
    const keyEnd = start + 8 + getU32(out.bytes, start);
    const octets = start + (this.dialect === "ipv6" ? 11 : 10);
    this.locations.push({
      line: this.scanner.line,
      code: (out.bytes[keyEnd] << 8) | out.bytes[keyEnd + 1],
      prefix: out.copy(octets, keyEnd),
    });
  }

  private addNotice(bits: number): void {
    if (this.noticedCount === this.noticedLines.length) {
      this.noticedLines = enlarged(this.noticedLines, this.noticedCount + 1);
      this.noticedBits = enlarged(this.noticedBits, this.noticedCount + 1);
    }
    this.noticedLines[this.noticedCount] = this.scanner.line;
    this.noticedBits[this.noticedCount++] = bits;
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

const PERCENT = 37;
const EQUALS = 61;

const BLANK = 32;
const LF = 10;

function isBlankLine(bytes: Uint8Array, start: number): boolean {
  let at = start;
  while (at < bytes.length && isBlank(bytes[at])) at++;
  return at === bytes.length || bytes[at] === LF;
}

function isStatement(code: number): boolean {
  return code >= 0 && code !== HASH && code !== MINUS;
}

/** As `moveInto`, for what is kept by line in rising order. */
function spliceLines<T extends { readonly line: number }>(
  list: T[],
  first: number,
  end: number,
  count: number,
  shift: number,
): void {
  const fresh = list.splice(count);
  const behind = list.filter(({ line }) => line >= end);
  const from = list.findIndex(({ line }) => line >= first);
  if (from >= 0) list.length = from;
  for (const each of fresh) list.push(each);
  for (const each of behind) list.push(shift === 0 ? each : { ...each, line: each.line + shift });
}
/** Markers of stored records (V2). */
const LOCATED_WILDCARD = 43;
const LOCATED = 62;

function getU32BigEndian(bytes: Uint8Array, at: number): number {
  return ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
}

function isLocated(marker: number): boolean {
  return marker === LOCATED || marker === LOCATED_WILDCARD;
}

const FOREVER = 1n << 64n;

const POINTING = new Uint8Array(64);
for (const type of [TYPE.NS, TYPE.CNAME, TYPE.PTR, TYPE.SOA, TYPE.MX, TYPE.SRV]) POINTING[type] = 1;

/** Whether a type's target column holds a name. */
export function hasTargetName(type: number): boolean {
  return type < POINTING.length && POINTING[type] === 1;
}
