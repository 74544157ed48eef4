/** Of several SOA records of a zone tinydns serves the first that a client sees (Q7). */
import { onceForEach } from "djblint-grammars/once";
import { EVERYWHERE, type LocationCode } from "../../model/tinydns/location-code.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Zone } from "../../model/tinydns/zones.js";

/** Of the SOA records that are there at all times the first for each location. */
type FirstSoas = ReadonlyMap<LocationCode, Row>;

/**
 * The SOA that stands in front of another, for all who could see that one and at all times: the later is never served.
 * One rule tells it (conflicting-soa); what the later says of the zone is not so, and of no concern to others.
 */
export function soaInFront(row: Row, data: ZoneData): Row | undefined {
  const { records, zones } = data;
  const zone = zones.at(records.owner[row]);
  if (zone === undefined || zone.soaCount < 2) return undefined;
  const known = firstSoasOfZones(data);
  const first = known.get(zone) ?? findFirst(zone, data);
  known.set(zone, first);
  return [first.get(EVERYWHERE), first.get(records.locationOf(row))].find((each) => each !== undefined && each < row);
}

/** There may be very many of one zone: they are gone through once. */
const firstSoasOfZones = onceForEach((_: ZoneData) => new Map<Zone, FirstSoas>());

function findFirst(zone: Zone, { records }: ZoneData): FirstSoas {
  const first = new Map<LocationCode, Row>();
  for (const row of zone.soas) {
    const location = records.locationOf(row);
    if (!records.timestamps.has(row) && !first.has(location)) first.set(location, row);
  }
  return first;
}
