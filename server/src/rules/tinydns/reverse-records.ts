import { NO_NAME, reverseName } from "../../model/tinydns/name-table.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/**
 * Whether a question for the reverse name of an address finds records, be it those of a wildcard. Any will do: an alias
 * hands the address on to another zone (RFC 2317).
 */
export function hasReverseRecords(address: number, { records, names, lookUp }: ZoneData): boolean {
  const wire = reverseName(address);
  const reverse = names.find(wire);
  if (reverse === NO_NAME) return lookUp.rowsBelow(names.nearestKnown(wire)).length > 0;
  return records.firstRow(reverse) >= 0 || lookUp.coverOf(reverse) !== NO_NAME;
}
