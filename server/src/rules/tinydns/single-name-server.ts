import { TYPE } from "../../compile/expand.js";
import { notPublic } from "../../model/address-block.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { addressesOf } from "../../model/tinydns/zone-servers.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";
import { isCutAtColon } from "./cut-at-colon.js";
import { hasDroppedAddress } from "./dropped-address.js";
import { isForNobody } from "./for-nobody.js";
import { hasOddByte } from "./odd-name.js";

export default defineRule({
  code: "TD321",
  name: "single-name-server",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "A zone has one name server only",
  why: "While that server is down or unreachable the zone is gone, mail included; registries ask for two",
  silent:
    "For servers with a private address; for zones of which one was very likely meant for the other (misspelt-zone), and for servers whose location nobody has (undefined-location); zones that have the same only server are told once. Servers whose time has not come or is over do not count",
  sources: ["RFC 1034 section 4.1", "RFC 2182 section 5"],
  fixable: "none",
  messages: {
    one: {
      text: "{server} is the only name server of {zone}",
      help: "add a line .{zone}:ip:x for a second server on another network",
    },
    many: {
      text: "{server} is the only name server of {count} zones, {zone} among them",
      help: "add a line .zone:ip:x to each of them for a second server on another network",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n",
    good: ".example.org:192.0.2.1:a\n.example.org:198.51.100.1:b\n",
  },
  on: {
    file: (data, report) => {
      const { names, records } = data;
      const found = new Map<NameId, { zone: Zone; row: Row; count: number }>();
      for (const zone of data.zones.all()) {
        const row = zone.isAuthoritySomewhere() ? onlyServer(zone, data) : -1;
        if (row < 0 || data.isInZoneSlip(zone) || isForNobody(row, data) || isToldElsewhere(row, data)) continue;
        const name = records.target[row];
        const known = found.get(name);
        if (known) known.count++;
        else found.set(name, { zone, row, count: 1 });
      }
      for (const [server, { zone, row, count }] of found) {
        const addresses = addressesOf(server, row, data);
        // A line that holds nothing but the name lacks more than a second server: ns-target-no-address tells.
        if (addresses.length === 0 && data.lineOf(row).fields.length === 1) continue;
        if (addresses.some((each) => notPublic(records.target[each]) !== undefined)) continue;
        const goesOn = report({
          at: data.ownerSpan(row),
          message: count > 1 ? "many" : "one",
          params: { server: names.text(server), zone: names.text(zone.name), count },
        });
        if (!goesOn) return;
      }
    },
  },
});

/** Whether something is wrong with the line of the server, so that it is not known what others would be there. */
function isToldElsewhere(row: Row, data: ZoneData): boolean {
  const line = data.lineOf(row);
  return isCutAtColon(line, data) || hasDroppedAddress(line, data) || hasOddByte(line, data);
}

/** The first NS row of the server that a zone has alone today; -1 when it has several, or none. */
function onlyServer({ name }: Zone, { records, now }: ZoneData): Row {
  let only = -1;
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (records.typeOf(row) !== TYPE.NS || !records.isAlive(row, now)) continue;
    if (only >= 0 && records.target[row] !== records.target[only]) return -1;
    if (only < 0) only = row;
  }
  return only;
}
