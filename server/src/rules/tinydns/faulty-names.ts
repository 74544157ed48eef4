/**
 * Names that stand on lines of which another rule tells that they publish something else than they say: an address that is
 * none, a blank in a name, a reverse name that is none, a first byte that is no line type. That such a name has no address, or an
 * address no name, follows from that one slip, and rules about other lines have nothing to add.
 */
import { onceForEach } from "djblint-grammars/once";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { meantInZone } from "../../model/tinydns/likely-slips.js";
import { ROOT } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { Notice } from "../../model/tinydns/scalars.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { doubledNames } from "./doubled-names.js";
import { hasDroppedAddress } from "./dropped-address.js";
import { hasOddByte } from "./odd-name.js";
import { reverseNameProblem } from "./reverse-name.js";

interface FaultyNames {
  readonly all: ReadonlySet<string>;
  /** Those on ^ lines. */
  readonly pointed: ReadonlySet<string>;
}

/** Whether a name, or an address, stands on such a line. */
export function isOnFaultyLine(name: string, data: ZoneData): boolean {
  return faultyNames(data).all.has(name);
}

/** Whether the target of a record is no name, holds its domain twice, or stands on such a line. */
export function isTargetFaulty(row: Row, data: ZoneData): boolean {
  const target = data.records.target[row];
  if (hasOddByte(data.lineOf(row), data) || doubledNames(data).has(target)) return true;
  return isOnFaultyLine(data.names.text(target), data);
}

/** Whether a PTR was meant for a name, or an address. */
export function isPointedAtInVain(name: string, data: ZoneData): boolean {
  return faultyNames(data).pointed.has(name);
}

const faultyNames = onceForEach((data: ZoneData): FaultyNames => {
  const all = new Set<string>();
  const pointed = new Set<string>();
  for (const line of faultyLines(data)) {
    for (const name of namesOn(line, data)) {
      all.add(name);
      if (line.type?.letter === "^") pointed.add(name);
    }
  }
  for (const name of meantNames(data)) all.add(name);
  return { all, pointed };
});

/** Names of hosts that stand outside of the zones of this file by a slip, as they were meant: record-outside-zones tells. */
function* meantNames(data: ZoneData): Generator<string> {
  if (!data.hasAuthority) return;
  for (const row of data.traits.rowsWith(Trait.Outside).slice(0, MOST)) {
    if (data.records.typeOf(row) === TYPE.PTR || data.isServerAddress(row)) continue;
    const { meant } = meantInZone(data.records.ownerText(row), data) ?? {};
    if (meant !== undefined) yield meant;
  }
}

/** In a file with more records outside of its zones, a slip does not stand out. */
const MOST = 1000;

function* faultyLines(data: ZoneData): Generator<DataLine> {
  const { Fault, AddressMissing, Address6, AddressWraps, OddByte } = Notice;
  yield* data.linesWith(Fault | AddressWraps);
  for (const line of data.linesWith(AddressMissing | Address6)) if (hasDroppedAddress(line, data)) yield line;
  for (const line of data.linesWith(OddByte)) if (hasOddByte(line, data)) yield line;
  for (const row of data.traits.rowsWith(Trait.Pointer)) {
    if (data.records.target[row] === ROOT || reverseNameProblem(row, data)) yield data.lineOf(row);
  }
}

/** A blank or a mark at the edge of a name is no part of it, and inside stands for a dot. */
function* namesOn(line: DataLine, data: ZoneData): Generator<string> {
  for (const field of line.fields) {
    const text = data.text.slice(field).toLowerCase();
    yield* text.match(/[\w*-]+(\.[\w-]+)+/g) ?? [];
    const name = text.replace(/^\W+|[^\w]+$/g, "").replace(/[ \t,;|]+/g, ".");
    if (name !== text) yield name;
    if (field.spec?.kind === "address") yield text.replace(/^\D+|\D+$/g, "").replace(/\D+/g, ".");
  }
}
