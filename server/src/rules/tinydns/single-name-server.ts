import { TYPE } from "../../compile/expand.js";
import { notPublic } from "../../model/address-block.js";
import { type NameId, NO_NAME } from "../../model/tinydns/name-table.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { serversOf, type ZoneServer } from "../../model/tinydns/zone-servers.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";
import { isCutAtColon } from "./cut-at-colon.js";

export default defineRule({
  code: "TD321",
  name: "single-name-server",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "A zone has one name server only",
  why: "While that server is down or unreachable the zone is gone, mail included; registries ask for two",
  silent: "For servers with a private address; zones that have the same only server are told once",
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
      const found = new Map<NameId, { zone: Zone; server: ZoneServer; count: number }>();
      for (const zone of data.zones.all()) {
        if (!zone.isAuthoritySomewhere() || hasTwo(zone, data)) continue;
        const name = records.target[zone.servers[0]];
        const known = found.get(name);
        if (known) known.count++;
        else found.set(name, { zone, server: serversOf(zone, data)[0], count: 1 });
      }
      for (const { zone, server, count } of found.values()) {
        if (isCutAtColon(data.lineOf(server.row), data)) continue;
        if (server.addresses.some((row) => notPublic(records.target[row]) !== undefined)) continue;
        const goesOn = report({
          at: data.ownerSpan(server.row),
          message: count > 1 ? "many" : "one",
          params: { server: names.text(server.name), zone: names.text(zone.name), count },
        });
        if (!goesOn) return;
      }
    },
  },
});

function hasTwo({ name }: Zone, { records }: ZoneData): boolean {
  let seen = NO_NAME;
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (records.typeOf(row) !== TYPE.NS) continue;
    if (seen !== NO_NAME && records.target[row] !== seen) return true;
    seen = records.target[row];
  }
  return false;
}
