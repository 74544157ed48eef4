/** Everything that is known of a tinydns data file: its records, names and zones. Rules and features read this. */
import { inQuotes, type LineRevision, printable, type SourceText, type Span } from "djblint-grammars/text";
import { type Dialect, hasLineType } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { notPublic } from "../address-block.js";
import { type CarriageReturns, findCarriageReturns } from "../line-ends.js";
import { finish } from "../steps.js";
import { type ForeignFormat, findForeignFormat } from "./foreign-format.js";
import { findLikelySlips, type LikelySlip } from "./likely-slips.js";
import { LookUp } from "./look-up.js";
import { type FaultyMailPolicy, findFaultyMailPolicies } from "./mail-policies.js";
import type { NameId, NameTable } from "./name-table.js";
import { RecordTable, type Row } from "./records.js";
import { type FaultySpf, findFaultySpf } from "./spf-records.js";
import { TraitTable } from "./traits.js";
import { findZoneSlips, type ZoneSlip } from "./zone-slips.js";
import { type Zone, Zones } from "./zones.js";

export interface ZoneDataOptions {
  /** Guessed from the file when it is not given. */
  readonly dialect?: Dialect;
  /** Unix time in seconds. */
  readonly now: number;
  /** Lines with one of these notices are remembered. */
  readonly watched: number;
  /** Serial of zones whose line names none. */
  readonly serial?: number;
  /** Carriage returns at the end of lines belong to them, as they do for tinydns-data. */
  readonly keepsReturns?: boolean;
}

const CR = 13;

/** What is known of a file after some of its lines were replaced. */
interface Revised {
  readonly records: RecordTable;
  readonly revision: LineRevision;
  readonly returns: CarriageReturns | undefined;
  readonly dialectEvidence: DataLine | undefined;
  /** The same as before, when the revision does not touch them. */
  readonly zones: Zones;
  readonly lookUp: LookUp;
}

/** The dialect that is assumed for files that do not show theirs. */
const USUAL_DIALECT: Dialect = "debian";

export class ZoneData {
  readonly records: RecordTable;
  readonly zones: Zones;
  /** Which records a query for a name finds. */
  readonly lookUp: LookUp;
  /** The line that gave the dialect away; undefined when it was set, or when nothing did. */
  readonly dialectEvidence: DataLine | undefined;
  /** Whether the dialect was given and not guessed. */
  readonly dialectIsSet: boolean;
  /** Carriage returns at the end of lines. The records are those of the file without them. */
  readonly returns: CarriageReturns | undefined;
  /** What the file is when it is no tinydns data at all. */
  readonly foreign: ForeignFormat | undefined;
  readonly now: number;
  private noteworthy: TraitTable | undefined;
  private asked: Uint8Array | undefined;
  private servedZones: ReadonlyMap<string, Zone> | undefined;
  private misspeltZones: readonly ZoneSlip[] | undefined;
  private publicAddress: boolean | undefined;
  private mailPolicies: readonly FaultyMailPolicy[] | undefined;
  private spf: readonly FaultySpf[] | undefined;
  private slips: ReadonlyMap<NameId, LikelySlip> | undefined;

  /** The lines that the last revision put in; undefined when all were read. */
  readonly touchedLines: { readonly first: number; readonly count: number } | undefined;

  constructor(
    readonly text: SourceText,
    private readonly options: ZoneDataOptions,
    revised?: Revised,
  ) {
    this.now = options.now;
    this.dialectIsSet = options.dialect !== undefined;
    this.touchedLines = revised && { first: revised.revision.removed.first, count: revised.revision.added };
    this.returns = revised || options.keepsReturns ? revised?.returns : findCarriageReturns(text.bytes);
    this.records = revised?.records ?? this.read(options.dialect ?? USUAL_DIALECT);
    this.dialectEvidence = revised?.dialectEvidence;
    if (!revised && !this.dialectIsSet) {
      this.dialectEvidence = evidenceOfIpv6(this.records);
      if (this.dialectEvidence) this.records = this.read("ipv6");
    }
    this.records.now = options.now;
    this.zones = revised?.zones ?? this.findZones();
    this.lookUp = revised?.lookUp ?? new LookUp(this.records, this.zones);
    this.foreign = findForeignFormat(text, this.records);
  }

  private findZones(): Zones {
    const { records } = this;
    const zones = new Zones(records);
    if (!needsHostPointers(records, zones)) return zones;
    records.addHostPointers();
    return new Zones(records, zones);
  }

  private read(dialect: Dialect): RecordTable {
    const { watched, serial } = this.options;
    return new RecordTable(this.text, { dialect, watched, ignoresReturns: ignoresReturns(this.returns), serial });
  }

  /**
   * The same after some lines were replaced, made out of this, which is of no use any more. Undefined when all has to be
   * read anew: when lines end otherwise now, or the dialect is another.
   */
  revised(text: SourceText, revision: LineRevision, now: number): ZoneData | undefined {
    const { records, options } = this;
    const returns = this.returnsAfter(text, revision);
    if (records.isWorn || ignoresReturns(returns) !== ignoresReturns(this.returns)) return undefined;
    const namesBefore = records.names.count;
    records.revise(text, revision);
    records.now = now;
    const dialectEvidence = this.dialectIsSet ? undefined : this.evidenceAfter(revision);
    if ((dialectEvidence === undefined) !== (this.dialectEvidence === undefined)) return undefined;
    const kept = records.touchesBelow ? undefined : this;
    kept?.zones.addNames(namesBefore);
    kept?.lookUp.revise(records.touchedNames, namesBefore);
    const zones = kept?.zones ?? new Zones(records, this.zones);
    const mayDiffer = !records.hasHostPointers || records.touchesBelow || records.touchesReverse;
    if (mayDiffer && records.hasHostPointers !== needsHostPointers(records, zones)) return undefined;
    const lookUp = kept?.lookUp ?? new LookUp(records, zones, this.lookUp);
    const revised = { records, revision, returns, dialectEvidence, zones, lookUp };
    const data = new ZoneData(text, { ...options, now }, revised);
    data.servedZones = kept?.servedZones;
    return data;
  }

  private returnsAfter(text: SourceText, { removed, added }: LineRevision): CarriageReturns | undefined {
    const start = text.lines.start(removed.first);
    const end = text.lines.start(removed.first + added);
    if (!this.returns && !text.bytes.subarray(start, end).includes(CR)) return undefined;
    return findCarriageReturns(text.bytes);
  }

  /** Of a file whose dialect is guessed: the first line that gives it away. */
  private evidenceAfter({ removed, added }: LineRevision): DataLine | undefined {
    const { records, dialectEvidence: before } = this;
    if (!before) return evidenceOfIpv6(records);
    if (before.line < removed.first) return before;
    for (let line = removed.first; line < removed.first + added; line++) {
      const read = records.dataLine(line);
      if (read && givesIpv6Away(read, records.text)) return read;
    }
    // When the line that gave it away is gone, all lines have to be looked at.
    const isGone = before.line < removed.first + removed.count;
    return isGone ? undefined : records.dataLine(before.line + added - removed.count);
  }

  /** Serial of zones whose line names none; 1 where it is not known when the file was changed. */
  get serial(): number {
    return this.records.serial;
  }

  /** Whether the file is tinydns data, line by line. If not, what becomes of a single line is not worth telling. */
  get isReadable(): boolean {
    return !this.foreign && !this.returns?.alone;
  }

  /** Lines with one of some notices, in file order. */
  *linesWith(notices: number): Generator<DataLine> {
    const { count, bits, lines } = this.records.noticed;
    for (let index = 0; index < count; index++) {
      if (bits[index] & notices) yield this.records.dataLine(lines[index]);
    }
  }

  /** Records that are worth a look. */
  get traits(): TraitTable {
    finish(this.findTraits());
    return this.noteworthy!;
  }

  /** Looks at all records, in steps. */
  *findTraits(): Generator<void> {
    this.noteworthy ??= new TraitTable(this.records, this.zones, this.lookUp);
    yield* this.noteworthy.fill();
  }

  /** What could be worth a look about one record (`Trait`). */
  traitsOf(row: Row): number {
    this.noteworthy ??= new TraitTable(this.records, this.zones, this.lookUp);
    return this.noteworthy.traitsOf(row);
  }

  get names(): NameTable {
    return this.records.names;
  }

  get dialect(): Dialect {
    return this.records.dialect;
  }

  /** A field of a line; the whole line when it has no such field. An empty field is the colon in front of it. */
  field(line: DataLine, index: number): Span {
    const field = line.fields[index];
    if (!field) return { start: line.start, end: line.end };
    if (field.end > field.start) return field;
    return index === 0 ? { start: line.start, end: line.start + 1 } : { start: field.start - 1, end: field.end };
  }

  /** The text of a field, one character for each byte. */
  fieldText(line: DataLine, index: number): string {
    const field = line.fields[index];
    return field ? this.text.slice(field) : "";
  }

  /** A stretch of the file as a message may show it. */
  shown(span: Span): string {
    return printable(this.text.slice(span));
  }

  /** The same between quotes. */
  inQuotes(span: Span): string {
    return inQuotes(this.shown(span));
  }

  /** The line of a row. */
  lineOf(row: Row): DataLine {
    return this.records.dataLine(this.records.line[row]);
  }

  /** The first byte of a row's line; costs next to nothing. */
  letterOf(row: Row): string {
    return String.fromCharCode(this.records.letterCodeOf(row));
  }

  /** Whether tinydns adds addresses of a name to other answers: it is the target of an NS or MX (Q11). */
  isAddressAsked(name: NameId): boolean {
    this.asked ??= this.namesAskedFor();
    return ((this.asked[name >>> 3] >>> (name & 7)) & 1) === 1;
  }

  /** Whether this file makes the server the authority for some zone. */
  get hasAuthority(): boolean {
    return this.zones.haveAuthority;
  }

  /** Zones that clients of some location, or all, get answers from, by name in lower case; the root is ".". */
  get served(): ReadonlyMap<string, Zone> {
    this.servedZones ??= new Map(
      this.zones
        .all()
        .filter((zone) => zone.isAuthoritySomewhere())
        .map((zone) => [this.names.text(zone.name), zone]),
    );
    return this.servedZones;
  }

  /** Records about DKIM, DMARC and their like with faults, in file order. */
  get faultyMailPolicies(): readonly FaultyMailPolicy[] {
    this.mailPolicies ??= findFaultyMailPolicies(this);
    return this.mailPolicies;
  }

  /** SPF records with faults, in file order. */
  get faultySpf(): readonly FaultySpf[] {
    this.spf ??= findFaultySpf(this);
    return this.spf;
  }

  /** Names elsewhere that were very likely meant otherwise, in file order. */
  get likelySlips(): ReadonlyMap<NameId, LikelySlip> {
    this.slips ??= new Map(findLikelySlips(this).map((slip) => [this.records.target[slip.row], slip]));
    return this.slips;
  }

  /** Zones whose name was very likely misspelt, in file order. */
  get zoneSlips(): readonly ZoneSlip[] {
    this.misspeltZones ??= findZoneSlips(this);
    return this.misspeltZones;
  }

  /** Whether a zone is one of those, or was meant by one: what it lacks is told by misspelt-zone. */
  isInZoneSlip(zone: Zone): boolean {
    return this.zoneSlips.some((slip) => slip.zone === zone || slip.usual === zone);
  }

  /** Whether one of the addresses can be reached from everywhere. */
  get hasPublicAddress(): boolean {
    this.publicAddress ??= this.findPublicAddress();
    return this.publicAddress;
  }

  private findPublicAddress(): boolean {
    const { records } = this;
    const { target, count } = records;
    for (let row = 0; row < count; row++) {
      if (records.typeOf(row) === TYPE.A && notPublic(target[row]) === undefined) return true;
    }
    return false;
  }

  /** Whether an A row is the address of a server that the line names, not of the line's owner. */
  isServerAddress(row: Row): boolean {
    return ".&@S".includes(this.letterOf(row));
  }

  /** A bit for each name. */
  private namesAskedFor(): Uint8Array {
    const { records } = this;
    const asked = new Uint8Array((this.names.count >>> 3) + 1);
    for (let row = 0; row < records.count; row++) {
      const type = records.typeOf(row);
      if (type !== TYPE.NS && type !== TYPE.MX) continue;
      const name = records.target[row];
      asked[name >>> 3] |= 1 << (name & 7);
    }
    return asked;
  }

  /** Where the owner name of a row is written: the server's name for the addresses that server lines make. */
  ownerSpan(row: Row): Span {
    const line = this.lineOf(row);
    return this.field(line, this.ownerField(row, line));
  }

  /** Where the target or address of a row is written. */
  targetSpan(row: Row): Span {
    const line = this.lineOf(row);
    return this.field(line, this.targetField(row, line));
  }

  /** Where the text of a row is written: of a generic line, its bytes. */
  textSpan(row: Row): Span {
    const line = this.lineOf(row);
    const index = line.fields.findIndex(({ spec }) => spec?.kind === "text" || spec?.kind === "rdata");
    return this.field(line, index);
  }

  /** Where the ttl of a row is written: the whole line when it is left to the default. */
  ttlSpan(row: Row): Span {
    const line = this.lineOf(row);
    const index = line.type?.fields.findIndex((field) => field.kind === "ttl") ?? -1;
    const field = line.fields[index];
    return field && field.end > field.start ? field : { start: line.start, end: line.end };
  }

  private ownerField(row: Row, line: DataLine): number {
    const server = serverField(line);
    const isServersAddress = server > 0 && this.records.typeOf(row) === TYPE.A;
    return isServersAddress && isWritten(line, server) ? server : 0;
  }

  private targetField(row: Row, line: DataLine): number {
    const type = this.records.typeOf(row);
    const kinds = line.type?.fields.map((field) => field.kind) ?? [];
    if (type === TYPE.A) return kinds.indexOf("address");
    const server = serverField(line);
    if (server > 0) return isWritten(line, server) ? server : 0;
    const target = kinds.indexOf("target");
    if (target > 0) return target;
    if (type === TYPE.PTR) return 0; // a host line: the PTR points to the owner
    return kinds.indexOf("rdata");
  }
}

/**
 * Whether something can meet the PTR records of `=` lines. A file without a zone is thought to be a part of another, which
 * may have one for reverse names.
 */
function needsHostPointers(records: RecordTable, zones: Zones): boolean {
  return !zones.haveAuthority || zones.holdReverseNames || records.hasReverseNames;
}

/** The field that holds the name of a server, or -1. */
function serverField(line: DataLine): number {
  return line.type?.fields.findIndex((field) => field.kind === "server") ?? -1;
}

function isWritten(line: DataLine, index: number): boolean {
  const field = line.fields[index];
  return field !== undefined && field.end > field.start;
}

/** A line of the IPv6 family that no other dialect has and that is of the right form. */
function evidenceOfIpv6(records: RecordTable): DataLine | undefined {
  for (const { line, fault } of records.faults) {
    if (fault.kind !== "unrecognized") continue;
    const read = records.dataLine(line);
    if (givesIpv6Away(read, records.text)) return read;
  }
  return undefined;
}

function givesIpv6Away(line: DataLine, text: SourceText): boolean {
  const code = line.type?.code;
  if (code === undefined || hasLineType(USUAL_DIALECT, code) || !hasLineType("ipv6", code)) return false;
  return looksReal(line, text);
}

/** Whether tinydns-data is thought to be given the file without the carriage returns at the end of its lines. */
function ignoresReturns(returns: CarriageReturns | undefined): boolean {
  return returns !== undefined && !returns.alone;
}

/** An IPv6 address as these lines have it, or with colons, as somebody wrote it who did not know better. */
const ADDRESS6 = /^([0-9a-f]{32}|[0-9a-f]{1,4}(:[0-9a-f]{0,4}){2})/i;

function looksReal(line: DataLine, text: SourceText): boolean {
  if (line.type!.letter === "N") return line.fields.length >= 6;
  const address = line.fields[1];
  return address !== undefined && ADDRESS6.test(text.slice({ start: address.start, end: line.end }));
}
