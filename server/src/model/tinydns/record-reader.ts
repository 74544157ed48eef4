/**
 * Reads the lines of a data file into the columns of a model. Names get their numbers here, and records their kinds; what
 * a line publishes says `Expander`.
 */
import { LineStarts, type SourceText } from "djblint-grammars/text";
import { type Dialect, type LineType, lineTypesOf } from "djblint-grammars/tinydns/fields";
import type { LineScanner } from "djblint-grammars/tinydns/scanner";
import { getU32 } from "../../compile/cdb.js";
import { type Expander, type Fault, MAX_NAMES, NO_TARGET, REVERSE_NAME, TYPE } from "../../compile/expand.js";
import { Expanders } from "../../compile/expanders.js";
import { withRoom } from "../columns.js";
import { PARSER } from "./data-lines.js";
import { EVERYWHERE, type LocationLine, prefixOfKey } from "./location-code.js";
import { NameEndings } from "./name-endings.js";
import { type NameId, type NameTable, NO_NAME, ROOT } from "./name-table.js";
import type { NoticedLines } from "./noticed-lines.js";
import type { KindId, RecordKinds } from "./record-kinds.js";
import { Notice } from "./scalars.js";
import { isStatement } from "./statements.js";

/** A line at which tinydns-data stops. */
export interface FaultyLine {
  readonly line: number;
  readonly fault: Fault;
}

/** Where what is read goes to, in file order. */
export interface RecordSink {
  readonly names: NameTable;
  readonly kinds: RecordKinds;
  readonly faults: FaultyLine[];
  readonly locations: LocationLine[];
  readonly noticed: NoticedLines;
  /** Whether the PTR records of `=` lines are wanted. */
  readonly hasHostPointers: boolean;
  /** Takes what stands in the columns; the target is a name or an address. */
  addRecord(line: number, kind: KindId, owner: NameId, target: number): void;
  /** Takes the high and low word of the TAI64 label of the last record. */
  addTimestamp(high: number, low: number): void;
}

const PERCENT = 37;
const LF = 10;

/** They write no more than columns need. */
const EXPANDERS = new Expanders();

/** Of the file that is being read. */
const ENDINGS = new NameEndings();

export class RecordReader {
  private expander!: Expander;
  /** By first byte. */
  private readonly types: readonly (LineType | undefined)[];
  /** Numbers of the names of the current line, as far as they were asked for. */
  private readonly lineNames = new Int32Array(MAX_NAMES);

  /** Lines with a notice that is `watched` are remembered. The serial is that of zones whose line names none. */
  constructor(
    private readonly sink: RecordSink,
    private readonly scanner: LineScanner,
    private readonly dialect: Dialect,
    private readonly watched: number,
    private readonly serial: number,
  ) {
    this.types = lineTypesOf(dialect);
  }

  /** Reads all lines, and tells the text where they start. */
  readAll(text: SourceText): void {
    const { scanner } = this;
    this.begin();
    const starts = new LineStarts(text.bytes.length);
    while (scanner.advance()) {
      starts.add(scanner.start);
      this.readLine();
    }
    text.takeLineStarts(starts);
  }

  readLines(text: SourceText, first: number, count: number): void {
    this.begin();
    for (let line = first; line < first + count; line++) {
      this.scanner.seek(text.lines.start(line), line);
      this.readLine();
    }
  }

  private begin(): void {
    this.expander = EXPANDERS.of(this.dialect, this.serial, ENDINGS.forget());
  }

  /** Takes the line of the scanner. */
  private readLine(): void {
    const { scanner, expander, types, sink } = this;
    const { code, line } = scanner;
    if (!isStatement(code)) return;
    const { type } = PARSER.shapeOf(scanner);
    if (type === undefined || types[code] === undefined) {
      sink.faults.push({ line, fault: { kind: "unrecognized" } });
      return;
    }
    expander.out.at = 0;
    if (!expander.expand(scanner, type)) {
      sink.faults.push({ line, fault: expander.fault! });
      return;
    }
    for (let name = 0; name < MAX_NAMES; name++) this.lineNames[name] = NO_NAME;
    if (code === PERCENT) this.addLocation();
    else for (let record = 0; record < expander.count; record++) this.addRecord(record);
    if (expander.notices & this.watched) sink.noticed.add(line, expander.notices);
  }

  private addRecord(record: number): void {
    const { expander, sink, scanner } = this;
    if (expander.owners[record] === REVERSE_NAME && !sink.hasHostPointers) return;
    const location = expander.location > 0 ? expander.location : EVERYWHERE;
    const kind = sink.kinds.intern(expander.types[record], expander.ttls[record], location, scanner.code);
    const owner = this.lineName(expander.owners[record]);
    const target = expander.targets[record];
    sink.addRecord(scanner.line, kind, owner, target === NO_TARGET ? this.targetOf(record) : this.lineName(target));
    if (expander.notices & Notice.Stamped) this.addTimestamp();
  }

  private addTimestamp(): void {
    const { timestamp } = this.expander;
    const high = getU32BigEndian(timestamp, 0);
    const low = getU32BigEndian(timestamp, 4);
    if (high !== 0 || low !== 0) this.sink.addTimestamp(high, low);
  }

  /** The number of a name of the current line; most lines use theirs more than once. */
  private lineName(index: number): NameId {
    if (index === REVERSE_NAME) return this.sink.names.internReverse(this.expander.address.value);
    let id = this.lineNames[index];
    if (id === NO_NAME) {
      id = this.internName(index);
      this.lineNames[index] = id;
    }
    return id;
  }

  private internName(index: number): NameId {
    const { names: table } = this.sink;
    const { names, nameStarts, nameParents, nameTexts, nameFroms, nameTos } = this.expander;
    const text = nameTexts[index];
    const from = nameFroms[index];
    if (nameParents[index] >= 0) return table.internLabel(nameParents[index], text, from);
    const id = table.intern(names.bytes, nameStarts[index]);
    if (names.notices === 0) ENDINGS.remember(text, from, nameTos[index], table.parent(id));
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
    return isName ? this.sink.names.intern(bytes, from) : ROOT;
  }

  private addLocation(): void {
    const { out, starts } = this.expander;
    const start = starts[0];
    const keyEnd = start + 8 + getU32(out.bytes, start);
    this.sink.locations.push({
      line: this.scanner.line,
      code: (out.bytes[keyEnd] << 8) | out.bytes[keyEnd + 1],
      ...prefixOfKey(out.copy(start + 8, keyEnd), this.dialect),
    });
  }
}

function getU32BigEndian(bytes: Uint8Array, at: number): number {
  return ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
}

/** Places at which lines are counted, and the bytes that are looked at from each. */
const PLACES = 16;
const LOOKED_AT = 1 << 12;

/** Records that a line makes when it makes more than one, without the PTR records of `=` lines. */
const RECORDS_OF_LINE: Readonly<Record<number, number>> = { 38: 2, 46: 3, 54: 2, 64: 2, 83: 2 };

/** About how many records a file has, from the lines at some places in it. */
export function expectedRecords(bytes: Uint8Array): number {
  let [records, size] = [1, 0];
  for (let place = 0; place < PLACES; place++) {
    const start = Math.floor((bytes.length * place) / PLACES);
    const end = Math.min(start + LOOKED_AT, bytes.length);
    for (let at = bytes.indexOf(LF, start); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) {
      const code = bytes[at + 1];
      if (isStatement(code)) records += RECORDS_OF_LINE[code] ?? 1;
    }
    size += end - start;
  }
  return withRoom(Math.ceil((records * bytes.length) / Math.max(1, size)));
}
