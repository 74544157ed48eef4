/** Of several SOA records of a zone tinydns serves the first that a client sees (Q7). */
import { TYPE } from "../../compile/expand.js";
import { EVERYWHERE } from "../../model/tinydns/location-code.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/**
 * The SOA that stands in front of another, for all who could see that one and at all times: the later is never served.
 * One rule tells it (conflicting-soa); what the later says of the zone is not so, and of no concern to others.
 */
export function soaInFront(row: Row, { records }: ZoneData): Row | undefined {
  const location = records.locationOf(row);
  for (let each = records.firstRow(records.owner[row]); each >= 0 && each < row; each = records.nextRow(each)) {
    if (records.typeOf(each) !== TYPE.SOA || records.timestamps.has(each)) continue;
    const seenBy = records.locationOf(each);
    if (seenBy === EVERYWHERE || seenBy === location) return each;
  }
  return undefined;
}
