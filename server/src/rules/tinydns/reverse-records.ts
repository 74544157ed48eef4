import { onceForEach } from "djblint-grammars/once";
import { TYPE } from "../../compile/expand.js";
import { Reach } from "../../model/tinydns/look-up.js";
import { type NameId, NO_NAME, ROOT, reverseName } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { formatAddress, Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { addressesOf } from "../../model/tinydns/zone-servers.js";
import type { Fix } from "../rule.js";
import { isOnFaultyLine, isPointedAtInVain } from "./faulty-names.js";

/**
 * Whether a question for the reverse name of an address finds records, be it those of a wildcard. Any will do: an alias
 * hands the address on to another zone (RFC 2317).
 */
function hasReverseRecords(address: number, { records, names, lookUp }: ZoneData): boolean {
  const wire = reverseName(address);
  const reverse = names.find(wire);
  if (reverse === NO_NAME) return lookUp.rowsBelow(names.nearestKnown(wire)).length > 0;
  return records.firstRow(reverse) >= 0 || lookUp.coverOf(reverse) !== NO_NAME;
}

/** Whether this file serves the reverse zone of an address. The root holds of reverse names only those that the file names. */
export function isInReverseZone(address: number, { zones }: ZoneData): boolean {
  const fate = zones.fateOfReverse(address);
  return fate.kind === "served" && fate.zone.name !== ROOT;
}

/** Whether the address of a record has no PTR, without a slip on another line that tells why. */
export function lacksPtr(row: Row, data: ZoneData): boolean {
  const address = data.records.target[row];
  // It is another address than the one that is written.
  if ((data.records.noticed.of(data.records.line[row]) & Notice.AddressWraps) !== 0) return false;
  if (hasReverseRecords(address, data) || isOnFaultyLine(formatAddress(address), data)) return false;
  return !isPointedAtInVain(data.records.ownerText(row), data);
}

/** A host line in the place of a + line; needs the message `host`. */
export function hostLine(row: Row, data: ZoneData): Fix[] {
  const { start, type } = data.lineOf(row);
  const edits = [{ span: { start, end: start + 1 }, newText: "=" }];
  return type!.letter === "+" ? [{ title: "host", safety: "unsafe", edits }] : [];
}

/** The only record of a reverse name, when that is an alias of a host of this file, which has addresses and no PTR. */
export function aliasOfHost(reverse: NameId, { records, lookUp }: ZoneData): Row | undefined {
  const row = records.firstRow(reverse);
  if (records.typeOf(row) !== TYPE.CNAME || records.nextRow(row) >= 0) return undefined;
  const target = records.target[row];
  if (lookUp.reach(target) !== Reach.Address) return undefined;
  return lookUp.rowsFor(target).some((each) => records.typeOf(each) === TYPE.PTR) ? undefined : row;
}

export interface UnnamedExchanger {
  /** The MX. */
  readonly row: Row;
  /** The record of the address. */
  readonly host: Row;
}

/** Mail exchangers whose address, from a line of its own, has no PTR although this file serves its reverse zone; by address. */
export const unnamedExchangers = onceForEach((data: ZoneData): ReadonlyMap<number, UnnamedExchanger> => {
  const { records } = data;
  const found = new Map<number, UnnamedExchanger>();
  if (!data.zones.holdReverseNames) return found;
  const seen = new Set<NameId>();
  for (const row of records.allOfType(TYPE.MX)) {
    if (seen.has(records.target[row])) continue;
    seen.add(records.target[row]);
    for (const host of addressesOf(records.target[row], row, data)) {
      const address = records.target[host];
      if (records.line[host] === records.line[row] || !isInReverseZone(address, data)) continue;
      if (!found.has(address) && lacksPtr(host, data)) found.set(address, { row, host });
    }
  }
  return found;
});
