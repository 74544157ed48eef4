import { EVERYWHERE } from "../../model/tinydns/location-code.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/** Whether a record has a location that no % line defines: undefined-location tells the cause of all that follows. */
export function isForNobody(row: Row, { records }: ZoneData): boolean {
  const location = records.locationOf(row);
  return location !== EVERYWHERE && !records.locations.some(({ code }) => code === location);
}
