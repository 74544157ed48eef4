/**
 * Zones without any records, one letter or dot away from a domain with records that lie in no zone: the name of the zone was
 * misspelt, not those of all the records.
 */
import { onceForEach } from "djblint-grammars/once";
import { TYPE } from "../../compile/expand.js";
import { meantInZone } from "./likely-slips.js";
import { type NameId, NO_NAME, wireOf } from "./name-table.js";
import type { Row } from "./records.js";
import { Trait } from "./traits.js";
import type { ZoneData } from "./zone-data.js";
import type { Zone } from "./zones.js";

export interface EmptyZone {
  readonly zone: Zone;
  /** The domain that was very likely meant. */
  readonly domain: string;
  /** The records in it, which lie in no zone. */
  readonly rows: ReadonlySet<Row>;
}

/** One record outside may be the slip itself. */
const FEWEST = 2;
/** Where so many others come first, most of what the file holds is not meant to lie in a zone. */
const MOST_OTHERS = 1000;

/** By the text of the zone. */
export const emptyZones = onceForEach((data: ZoneData): ReadonlyMap<string, EmptyZone> => {
  const { names } = data;
  const found = new Map<string, { zone: Zone; domain: string; name: NameId; rows: Set<Row> }>();
  let others = 0;
  for (const row of data.traits.rowsWith(Trait.Outside)) {
    if (others > MOST_OTHERS) break;
    const owner = data.records.owner[row];
    // Of reverse zones malformed-reverse-name tells.
    if (!isContent(row, data) || data.records.typeOf(row) === TYPE.PTR) continue;
    if (data.zones.fate(owner).kind !== "outside" || data.records.isExpired(row, data.now)) continue;
    const known = [...found.values()].find(({ name }) => names.isWithin(owner, name));
    if (known) {
      known.rows.add(row);
      continue;
    }
    const text = names.text(owner);
    const slip = meantInZone(text, data);
    if (slip === undefined || found.has(slip.usual)) {
      others++;
      continue;
    }
    const domain = text.slice(slip.meant.length - slip.usual.length);
    const name = names.find(wireOf(domain.split(".")));
    if (name !== NO_NAME)
      found.set(slip.usual, { zone: data.served.get(slip.usual)!, domain, name, rows: new Set([row]) });
  }
  for (const [usual, { rows }] of found) if (rows.size < FEWEST) found.delete(usual);
  if (found.size > 0) for (const zone of inhabited(data)) found.delete(data.names.text(zone));
  return found;
});

/** Names of zones in which records lie that are none of their servers. */
function inhabited(data: ZoneData): Set<NameId> {
  const { records, zones } = data;
  const names = new Set<NameId>();
  for (let row = 0; row < records.count; row++) {
    const fate = zones.fate(records.owner[row]);
    if (fate.kind !== "outside" && isContent(row, data)) names.add(fate.zone.name);
  }
  return names;
}

function isContent(row: Row, data: ZoneData): boolean {
  const type = data.records.typeOf(row);
  return type !== TYPE.NS && type !== TYPE.SOA && !(type === TYPE.A && data.isServerAddress(row));
}
