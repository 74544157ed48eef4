import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/name-table.js";
import type { Row } from "../../model/records.js";
import { formatAddress } from "../../model/scalars.js";
import type { ZoneData } from "../../model/zone-data.js";
import type { Zone } from "../../model/zones.js";
import { defineRule } from "../rule.js";
import { serversOf } from "./name-servers.js";

export default defineRule({
  code: "TD322",
  name: "ns-same-address",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "Two name servers of a zone have the same address",
  why: "Two names for one host are no second server: when it is down, both are",
  silent: "For records that no client sees together; each pair of servers is told once, however many zones they have",
  sources: ["RFC 2182 section 3.1", "Zonemaster DELEGATION02"],
  fixable: "none",
  messages: {
    same: {
      text: "{server} and {other} have the same address {address}: {zone} depends on one host",
      help: "give {zone} a server on another host",
    },
    other: { text: "{other} has {address} too" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.example.org:192.0.2.1:b\n",
    good: ".example.org:192.0.2.1:a\n.example.org:198.51.100.1:b\n",
  },
  on: {
    file: (data, report) => {
      const { records, names } = data;
      const told = new Set<NameId>();
      for (const zone of data.zones.all()) {
        if (!mayShareAddress(zone, data)) continue;
        const firsts = new Map<number, { name: NameId; row: Row }>();
        for (const { name, row, addresses } of serversOf(zone, data)) {
          for (const each of addresses) {
            const address = records.target[each];
            const first = firsts.get(address);
            if (first === undefined) firsts.set(address, { name, row });
            else if (first.name !== name && !told.has(name) && records.coexist(first.row, row)) {
              told.add(name);
              const params = {
                server: names.text(name),
                other: names.text(first.name),
                address: formatAddress(address),
                zone: names.text(zone.name),
              };
              const goesOn = report({
                at: data.targetSpan(row),
                message: "same",
                params,
                related: [{ span: data.targetSpan(first.row), message: "other", params }],
              });
              if (!goesOn) return;
            }
          }
        }
      }
    },
  },
});

/** A quick look: most zones have servers with one address each, all of them different. */
function mayShareAddress({ servers }: Zone, { records }: ZoneData): boolean {
  const firsts = servers.map((row) => records.firstRow(records.target[row]));
  if (firsts.some((first) => first >= 0 && records.nextRow(first) >= 0)) return servers.length > 1;
  const addresses = firsts
    .filter((first) => first >= 0 && records.type[first] === TYPE.A)
    .map((first) => records.target[first]);
  return new Set(addresses).size < addresses.length;
}
