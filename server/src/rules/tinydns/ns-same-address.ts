import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { RecordTable, Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { serversOf } from "../../model/tinydns/zone-servers.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";

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
        if (zone.serverCount < 2 || !mayShareAddress(zone, data)) continue;
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

/** Servers that are compared pair by pair. */
const FEW = 8;

/** A quick look: most zones have servers with one address each, all of them different. */
function mayShareAddress({ name, serverCount }: Zone, { records }: ZoneData): boolean {
  const { target } = records;
  if (serverCount > FEW) return true;
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (records.typeOf(row) !== TYPE.NS) continue;
    const first = records.firstRow(target[row]);
    if (first < 0) continue;
    if (records.nextRow(first) >= 0) return true;
    for (let other = records.nextRow(row); other >= 0; other = records.nextRow(other)) {
      if (records.typeOf(other) === TYPE.NS && isAddressOf(target[first], target[other], records)) return true;
    }
  }
  return false;
}

/** Whether the first record of a name is an address. */
function isAddressOf(address: number, name: NameId, records: RecordTable): boolean {
  const first = records.firstRow(name);
  return first >= 0 && records.typeOf(first) === TYPE.A && records.target[first] === address;
}
