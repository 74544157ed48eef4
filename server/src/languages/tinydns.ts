import { HASH } from "djblint-grammars/tinydns/scanner";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { defaultSerial } from "../compile/expand.js";
import { compiledZones } from "../model/site/site-names.js";
import { type NameId, ROOT } from "../model/tinydns/name-table.js";
import type { FaultyLine } from "../model/tinydns/record-reader.js";
import { hasTargetName, type Row } from "../model/tinydns/records.js";
import { Notice } from "../model/tinydns/scalars.js";
import { ZoneData } from "../model/tinydns/zone-data.js";
import type { Zone } from "../model/tinydns/zones.js";
import type { Report } from "../rules/rule.js";
import type { ActiveRule, Language } from "./language.js";
import { hasCommonName, hasUsualName, looksLikeData } from "./tinydns-recognition.js";

/** What a rule about tinydns data can look at. A line at which tinydns-data stops is shown to `fault` checks only. */
export interface TinydnsChecks {
  /** Lines at which tinydns-data stops. */
  readonly fault?: (faulty: FaultyLine, line: DataLine, data: ZoneData, report: Report) => void;
  /** Lines in which one of the watched notices was taken. */
  readonly line?: {
    readonly watch: number;
    check(line: DataLine, data: ZoneData, report: Report): void;
  };
  /** Records of these types with one of the watched traits (`Trait`). */
  readonly record?: {
    readonly types: readonly number[];
    readonly watch: number;
    check(row: Row, data: ZoneData, report: Report): void;
  };
  /** Every name with two records or more; with one or, if so said, two of a type when a type is given. */
  readonly name?: {
    readonly type?: number;
    readonly several?: boolean;
    check(name: NameId, data: ZoneData, report: Report): void;
  };
  /** Every name with NS or SOA records. */
  readonly zone?: (zone: Zone, data: ZoneData, report: Report) => void;
  /** The form of the file. All that runs when it is not tinydns data line by line. */
  readonly format?: (data: ZoneData, report: Report) => void;
  /** The file as a whole. */
  readonly file?: (data: ZoneData, report: Report) => void;
}

export const tinydns: Language<"tinydns", ZoneData> = {
  id: "tinydns",
  title: "tinydns data",
  standsAlone: true,
  recognises: hasUsualName,
  isGuess: hasCommonName,
  mayHold: looksLikeData,
  hasComments: () => true,
  compiledNames: (source) => [compiledZones(source)],
  analyze: ({ path, text }, { settings, now, tree }) => {
    // What tinydns-data would take if it ran now; no check depends on it.
    const mtime = tree.entry(path)?.mtime;
    const serial = mtime === undefined ? undefined : defaultSerial(mtime);
    return new ZoneData(text, { dialect: settings.dialect.tinydns, now, watched: WATCHED, serial });
  },
  revise: (data, { text }, revision, { now }) => data.revised(text, revision, now),
  *check(data, rules) {
    for (const { on, report } of rules) on.format?.(data, report);
    yield;
    if (!data.isReadable) return;
    yield* data.findTraits();
    yield* checkFaults(data, rules);
    yield* checkLines(data, rules);
    yield* checkRecords(data, rules);
    yield* checkNames(data, rules);
    yield* checkZones(data, rules);
    for (const { on, report } of rules) {
      on.file?.(data, report);
      yield;
    }
  },
  checkTouched,
};

/** So many lines, records or names are looked at in a step. */
const A_STEP = 256;

/** A timestamp alone is nothing to talk about, and lines with a fault are listed elsewhere. */
const WATCHED = ~(Notice.Stamped | Notice.Fault);

function* checkFaults(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): Generator<void> {
  const check = faultCheck(data, rules);
  for (const [index, faulty] of data.records.faults.entries()) {
    if (!check(faulty)) return;
    if (index % A_STEP === 0) yield;
  }
}

/** False when no rule wants to know of more faults. */
function faultCheck(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): (faulty: FaultyLine) => boolean {
  const interested = rules.filter(({ on }) => on.fault);
  return (faulty) => {
    const asked = interested.filter(({ isFull }) => !isFull);
    if (asked.length === 0) return false;
    const line = data.records.dataLine(faulty.line);
    for (const { on, report } of asked) on.fault!(faulty, line, data, report);
    return true;
  };
}

function* checkLines(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): Generator<void> {
  const check = lineCheck(data, rules);
  for (let index = 0; index < data.records.noticed.count; index++) {
    check(index);
    if (index % A_STEP === 0) yield;
  }
}

/** Takes the number of a noticed line. */
function lineCheck(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): (index: number) => void {
  const watching = rules.flatMap((rule) => (rule.on.line ? [{ rule, ...rule.on.line }] : []));
  const watchingFor = remembered((bits) => watching.filter(({ watch }) => bits & watch));
  const { records } = data;
  return (index) => {
    let line: DataLine | undefined;
    for (const { rule, check } of watchingFor(records.noticed.bits[index])) {
      if (rule.isFull) continue;
      line ??= records.dataLine(records.noticed.lines[index]);
      check(line, data, rule.report);
    }
  };
}

/** A function that remembers its answers: most lines, and most names, are like many others. */
function remembered<T>(find: (key: number) => T): (key: number) => T {
  const known = new Map<number, T>();
  return (key) => {
    let answer = known.get(key);
    if (answer === undefined) {
      answer = find(key);
      known.set(key, answer);
    }
    return answer;
  };
}

function* checkRecords(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): Generator<void> {
  const check = recordCheck(data, rules);
  const { rows, bits, count } = data.traits;
  for (let index = 0; index < count; index++) {
    check(rows[index], bits[index]);
    if (index % A_STEP === 0) yield;
  }
}

function recordCheck(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): (row: Row, bits: number) => void {
  const byType: ActiveRule<"tinydns">[][] = [];
  for (const rule of rules) {
    for (const type of rule.on.record?.types ?? []) {
      byType[type] ??= [];
      byType[type].push(rule);
    }
  }
  return (row, bits) => {
    for (const rule of byType[data.records.typeOf(row)] ?? []) {
      const { watch, check } = rule.on.record!;
      if (bits & watch && !rule.isFull) check(row, data, rule.report);
    }
  };
}

function* checkNames(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): Generator<void> {
  const check = nameCheck(data, rules);
  const { crowdedNames } = data.records;
  for (let index = 0; index < crowdedNames.length; index++) {
    check(crowdedNames[index]);
    if (index % A_STEP === 0) yield;
  }
}

function nameCheck(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): (name: NameId) => void {
  const bitOf = bitsOfTypes(rules);
  const interested = rules.flatMap((rule) => {
    const { name } = rule.on;
    if (!name) return [];
    const { type, several = false, check } = name;
    return [{ rule, check, bit: type === undefined ? ANY_TYPE : bitOf[type], several }];
  });
  const interestedIn = remembered((types) => {
    const once = types & ALL_TYPES;
    const twice = types >>> TYPE_BITS;
    return interested.filter(({ bit, several }) => bit & (several ? twice : once));
  });
  const { records } = data;
  return (name) => {
    let once = ANY_TYPE;
    let twice = 0;
    for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
      const type = records.typeOf(row);
      const bit = type < bitOf.length ? bitOf[type] : 0;
      twice |= once & bit;
      once |= bit;
    }
    for (const { rule, check } of interestedIn(once | (twice << TYPE_BITS))) {
      if (!rule.isFull) check(name, data, rule.report);
    }
  };
}

function* checkZones(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): Generator<void> {
  const check = zoneCheck(data, rules);
  const zones = data.zones.all();
  for (let index = 0; index < zones.length; index++) {
    check(zones[index]);
    if (index % A_STEP === 0) yield;
  }
}

function zoneCheck(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): (zone: Zone) => void {
  const interested = rules.filter(({ on }) => on.zone);
  return (zone) => {
    for (const { on, report, isFull } of interested) if (!isFull) on.zone!(zone, data, report);
  };
}

/** So many records at most are looked at again at once; the rest waits until all are. */
const MOST_TOUCHED = 500;

/** For so many names, those that point to them are looked for. */
const MOST_POINTED_TO = 16;

/**
 * Looks again at the lines of the last revision, at the records of the names that it is about and those that point to
 * them, at the names of all these lines, and at their zones.
 */
function checkTouched(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): ReadonlySet<number> | undefined {
  if (!data.touchedLines || !data.isReadable) return undefined;
  const { records, zones } = data;
  const lines = touchedLines(data);
  const ofFault = faultCheck(data, rules);
  for (const faulty of records.faults) if (lines.has(faulty.line)) ofFault(faulty);
  const ofLine = lineCheck(data, rules);
  for (let index = 0; index < records.noticed.count; index++)
    if (lines.has(records.noticed.lines[index])) ofLine(index);
  const rows = [...lines].flatMap((line) => records.rowsOfLine(line));
  const ofRecord = recordCheck(data, rules);
  for (const row of rows) ofRecord(row, data.traitsOf(row));
  const ofName = nameCheck(data, rules);
  const names = new Set([...records.touchedNames, ...rows.map((row) => records.owner[row])]);
  for (const name of names) {
    const first = records.firstRow(name);
    if (first >= 0 && records.nextRow(first) >= 0) ofName(name);
  }
  const ofZone = zoneCheck(data, rules);
  for (const zone of new Set([...names].flatMap((name) => zones.at(name) ?? []))) ofZone(zone);
  return lines;
}

function touchedLines(data: ZoneData): Set<number> {
  const lines = new Set<number>();
  for (const line of linesToLookAt(data)) {
    if (lines.size === MOST_TOUCHED) break;
    lines.add(line);
  }
  return lines;
}

/** The nearest first. */
function* linesToLookAt(data: ZoneData): Generator<number> {
  const { first, count } = data.touchedLines!;
  for (let line = first; line < first + count; line++) yield line;
  yield* statementBelow(first + count, data);
  if (data.records.touchesLocations) {
    // Whether what stands in a ttl field or behind the last field is a location, the % lines say.
    for (const { line } of data.linesWith(Notice.ExtraField | Notice.NumberMissing)) yield line;
  }
  yield* linesOfTouchedNames(data);
}

/** What was a comment, or is one now, may switch off what is found in the next line that is none. */
function* statementBelow(line: number, { text }: ZoneData): Generator<number> {
  let below = line;
  while (below < text.lines.count && text.bytes[text.lines.start(below)] === HASH) below++;
  if (below < text.lines.count) yield below;
}

function* linesOfTouchedNames({ records }: ZoneData): Generator<number> {
  const { target, line, count } = records;
  for (const name of records.touchedNames) {
    for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) yield line[row];
  }
  for (const name of [...records.touchedNames].slice(0, MOST_POINTED_TO)) {
    // Everything that points nowhere has the root for a target.
    let row = name === ROOT ? -1 : target.indexOf(name);
    for (; row >= 0 && row < count; row = target.indexOf(name, row + 1)) {
      if (hasTargetName(records.typeOf(row))) yield line[row];
    }
  }
}

const ANY_TYPE = 1;
/** So many types have a bit, at most. */
const TYPE_BITS = 15;
const ALL_TYPES = (1 << TYPE_BITS) - 1;

/** A bit for each record type that a rule about names asks for; types beyond its end have none. */
function bitsOfTypes(rules: readonly ActiveRule<"tinydns">[]): Uint32Array {
  const types = new Set(rules.flatMap(({ on }) => on.name?.type ?? []));
  const bits = new Uint32Array(Math.max(0, ...types) + 1);
  let bit = ANY_TYPE;
  for (const type of types) {
    bit <<= 1;
    bits[type] = bit;
  }
  return bits;
}
