import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { NameId } from "../model/name-table.js";
import type { FaultyLine, Row } from "../model/records.js";
import { Notice } from "../model/scalars.js";
import { ZoneData } from "../model/zone-data.js";
import type { Zone } from "../model/zones.js";
import type { Report } from "../rules/rule.js";
import { type ActiveRule, type Language, placeOf } from "./language.js";

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
  recognises: (path) => {
    const { name, folders } = placeOf(path);
    return name.endsWith(".tinydns") || (name === "data" && folders[0] === "root");
  },
  hasComments: () => true,
  analyze: (file, { settings, now }) =>
    new ZoneData(file.text, { dialect: settings.dialect.tinydns, now, watched: WATCHED }),
  check: (data, rules) => {
    for (const { on, report } of rules) on.format?.(data, report);
    if (!data.isReadable) return;
    checkFaults(data, rules);
    checkLines(data, rules);
    checkRecords(data, rules);
    checkNames(data, rules);
    for (const { on, report } of rules) {
      if (on.zone) for (const zone of data.zones.all()) on.zone(zone, data, report);
      on.file?.(data, report);
    }
  },
};

/** A timestamp alone is nothing to talk about, and lines with a fault are listed elsewhere. */
const WATCHED = ~(Notice.Stamped | Notice.Fault);

function checkFaults(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): void {
  const interested = rules.filter(({ on }) => on.fault);
  for (const faulty of data.records.faults) {
    const asked = interested.filter(({ isFull }) => !isFull);
    if (asked.length === 0) return;
    const line = data.records.dataLine(faulty.line);
    for (const { on, report } of asked) on.fault!(faulty, line, data, report);
  }
}

function checkLines(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): void {
  const watching = rules.filter(({ on }) => on.line);
  const { records } = data;
  for (let index = 0; index < records.noticedCount; index++) {
    const bits = records.noticedBits[index];
    let line: DataLine | undefined;
    for (const rule of watching) {
      const { watch, check } = rule.on.line!;
      if (!(bits & watch) || rule.isFull) continue;
      line ??= records.dataLine(records.noticedLines[index]);
      check(line, data, rule.report);
    }
  }
}

function checkRecords(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): void {
  const byType: ActiveRule<"tinydns">[][] = [];
  for (const rule of rules) {
    for (const type of rule.on.record?.types ?? []) {
      byType[type] ??= [];
      byType[type].push(rule);
    }
  }
  const { rows, bits, count } = data.traits;
  for (let index = 0; index < count; index++) {
    const row = rows[index];
    for (const rule of byType[data.records.type[row]] ?? []) {
      const { watch, check } = rule.on.record!;
      if (bits[index] & watch && !rule.isFull) check(row, data, rule.report);
    }
  }
}

function checkNames(data: ZoneData, rules: readonly ActiveRule<"tinydns">[]): void {
  const bitOf = bitsOfTypes(rules);
  const interested = rules.flatMap((rule) => {
    const { name } = rule.on;
    if (!name) return [];
    const { type, several = false, check } = name;
    return [{ rule, check, bit: type === undefined ? ANY_TYPE : bitOf[type], several }];
  });
  const { records } = data;
  for (const name of records.crowdedNames) {
    let once = ANY_TYPE;
    let twice = 0;
    for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
      const bit = bitOf[records.type[row]];
      twice |= once & bit;
      once |= bit;
    }
    for (const { rule, check, bit, several } of interested) {
      if (bit & (several ? twice : once) && !rule.isFull) check(name, data, rule.report);
    }
  }
}

const ANY_TYPE = 1;

/** A bit for each record type that a rule about names asks for. */
function bitsOfTypes(rules: readonly ActiveRule<"tinydns">[]): Uint32Array {
  const bits = new Uint32Array(1 << 16);
  let bit = ANY_TYPE;
  for (const type of new Set(rules.map(({ on }) => on.name?.type))) {
    if (type === undefined) continue;
    bit <<= 1;
    bits[type] = bit;
  }
  return bits;
}
