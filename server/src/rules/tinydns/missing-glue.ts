import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";
import { hasDroppedAddress } from "./dropped-address.js";
import { hasGlue } from "./glue.js";
import { hasOddByte } from "./odd-name.js";

export default defineRule({
  code: "TD311",
  name: "missing-glue",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A delegation names a server inside the delegated zone and gives no address for it",
  why: "The referral carries no address; a resolver would have to ask the very server that it looks for",
  silent:
    "When the zone is served by this file too, when the server has an IPv6 address here, and when the line has an address that was dropped (record-dropped)",
  sources: ["RFC 1034 section 4.2.1", "tinydns specification Q6, Q11"],
  fixable: "none",
  messages: {
    missing: {
      text: "the delegation of {zone} cannot be followed: {server} is inside {zone} and has no address here",
      help: "write the address into the line: &{zone}:ip:{server}",
    },
    other: {
      text: "{server} is inside {zone} and has no address here: resolvers have to ask the other servers of {zone} for it first",
      help: "write the address into the line: &{zone}:ip:{server}",
      severity: "info",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n&sub.example.org::ns.sub.example.org\n",
    good: ".example.org:192.0.2.1:a\n&sub.example.org:192.0.2.2:ns.sub.example.org\n",
  },
  on: {
    zone: (zone, data, report) => {
      if (zone.isAuthoritySomewhere()) return;
      const { records, names } = data;
      for (let row = records.firstRow(zone.name); row >= 0; row = records.nextRow(row)) {
        const server = records.target[row];
        if (records.typeOf(row) !== TYPE.NS || !names.isWithin(server, zone.name) || hasGlue(row, data)) continue;
        const line = data.lineOf(row);
        if (hasDroppedAddress(line, data) || hasOddByte(line, data)) continue;
        const params = { zone: names.text(zone.name), server: names.text(server) };
        report({ at: data.targetSpan(row), message: canBeFollowed(zone, row, data) ? "other" : "missing", params });
      }
    },
  },
});

/** Whether clients who see an NS row of a delegation see another one whose server they can reach. */
function canBeFollowed(zone: Zone, row: Row, data: ZoneData): boolean {
  const { records, names } = data;
  return zone.servers.some(
    (other) =>
      records.coexist(other, row) && (!names.isWithin(records.target[other], zone.name) || hasGlue(other, data)),
  );
}
