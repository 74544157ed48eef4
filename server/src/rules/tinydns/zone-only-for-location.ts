import { TYPE } from "../../compile/expand.js";
import { EVERYWHERE, formatLocation, type LocationCode } from "../../model/tinydns/location-code.js";
import type { RecordTable, Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";
import { isCutAtColon } from "./cut-at-colon.js";
import { isForNobody } from "./for-nobody.js";

export default defineRule({
  code: "TD306",
  name: "zone-only-for-location",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "All name servers of a zone, or its SOA, are for clients of some locations, but records of the zone are for everybody",
  why: "For clients that see no NS record there is no zone: tinydns does not answer them at all, whatever records they could see. Those that see no SOA are referred to the servers of the zone, again and again",
  silent:
    "For records of other locations (record-outside-zones, occluded-record), when every client belongs to a location of the servers, and when no % line defines it (undefined-location)",
  sources: ["tinydns specification Q2, Q5, Q6, trap T14"],
  fixable: "none",
  messages: {
    only: {
      text: "only clients of {locations} see a name server of {zone}: all others get no answer, not even for records without a location",
      help: "give {zone} a name server without a location, or all its records the location",
    },
    soa: {
      text: "only clients of {locations} see the SOA of {zone}: all others are referred to its name servers, and get no answer, not even for records without a location",
      help: "give {zone} an SOA without a location, or one for each location",
    },
    record: { text: "this record is for everybody, and is not served to the others" },
  },
  example: {
    bad: "%in:10\n.example.org:192.0.2.1:a:::in\n+www.example.org:192.0.2.7\n",
    good: "%in:10\n.example.org:192.0.2.1:a:::in\n+www.example.org:192.0.2.7:::in\n",
  },
  on: {
    file: (data, report) => {
      const { records, zones } = data;
      const blind = new Set<Zone>();
      const views = viewsOf(data);
      for (const zone of zones.all()) {
        if (zone.serverCount === 0 || !zone.isAuthoritySomewhere() || zone.isAuthority(EVERYWHERE)) continue;
        // With one for everybody, the same servers are those that others are referred to.
        const seen = zone.isCut(EVERYWHERE) ? "delegated" : "outside";
        if (views.some((view) => zones.fateFor(zone.name, view).kind === seen)) blind.add(zone);
      }
      if (blind.size === 0) return;
      for (let row = 0; row < records.count && blind.size > 0; row++) {
        if (!isForAll(row, records)) continue;
        const fate = zones.fate(records.owner[row]);
        if (fate.kind !== "served" || !blind.has(fate.zone)) continue;
        blind.delete(fate.zone);
        const isServed = fate.zone.isCut(EVERYWHERE);
        const rows = isServed ? fate.zone.soas : fate.zone.servers;
        if (isCutAtColon(data.lineOf(rows[0]), data) || rows.every((each) => isForNobody(each, data))) continue;
        const locations = new Set(rows.map((each) => formatLocation(records.locationOf(each))));
        const goesOn = report({
          at: locationSpan(rows[0], data),
          message: isServed ? "soa" : "only",
          params: { zone: data.names.text(fate.zone.name), locations: [...locations].slice(0, 5).join(", ") },
          related: [{ span: data.ownerSpan(row), message: "record" }],
        });
        if (!goesOn) return;
      }
    },
  },
});

/** As many locations are looked at; files with more of them have been made by a program. */
const VIEWS = 64;

/** The locations that clients can have; `EVERYWHERE` stands for clients without one. */
function viewsOf({ records }: ZoneData): LocationCode[] {
  const codes = new Set(records.locations.map(({ code }) => code));
  if (!records.locations.some(({ prefix, isIpv6 }) => prefix.length === 0 && !isIpv6)) codes.add(EVERYWHERE);
  return [...codes].slice(-VIEWS);
}

/** Of those for the others alone record-outside-zones and occluded-record tell. */
function isForAll(row: Row, records: RecordTable): boolean {
  const type = records.typeOf(row);
  return records.locationOf(row) === EVERYWHERE && type !== TYPE.NS && type !== TYPE.SOA;
}

function locationSpan(row: Row, data: ZoneData): { start: number; end: number } {
  const line = data.lineOf(row);
  return line.fields.find(({ spec }) => spec?.kind === "location") ?? line;
}
