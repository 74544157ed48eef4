import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { RecordTable } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { serversOf, type ZoneServer } from "../../model/tinydns/zone-servers.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule, type Observation } from "../rule.js";

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
    fewer: {
      text: "{server} and {other} have the same address {address}: {zone} has one server less than it names",
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
      const told = new Set<NameId>();
      for (const zone of data.zones.all()) {
        if (zone.serverCount < 2 || !mayShareAddress(zone, data)) continue;
        for (const sharing of sharedAddresses(zone, data)) {
          if (told.has(sharing.server.name)) continue;
          told.add(sharing.server.name);
          if (!report(observation(sharing, zone, data))) return;
        }
      }
    },
  },
});

interface Sharing {
  readonly server: ZoneServer;
  /** Whether every server of the zone has the address. */
  readonly isOnly: boolean;
  /** That comes first in the file. */
  readonly other: ZoneServer;
  /** Big-endian. */
  readonly address: number;
}

function* sharedAddresses(zone: Zone, data: ZoneData): Generator<Sharing> {
  const { records } = data;
  const firsts = new Map<number, ZoneServer>();
  const servers = serversOf(zone, data);
  const hasAddress = (address: number) => (server: ZoneServer) =>
    server.addresses.some((row) => records.target[row] === address);
  for (const server of servers) {
    for (const row of server.addresses) {
      const address = records.target[row];
      const other = firsts.get(address);
      if (other === undefined) firsts.set(address, server);
      else if (other !== server && records.coexist(other.row, server.row)) {
        yield { server, other, address, isOnly: servers.every(hasAddress(address)) };
      }
    }
  }
}

function observation({ server, other, address, isOnly }: Sharing, zone: Zone, data: ZoneData): Observation {
  const { names } = data;
  const params = {
    server: names.text(server.name),
    other: names.text(other.name),
    address: formatAddress(address),
    zone: names.text(zone.name),
  };
  const related = [{ span: data.targetSpan(other.row), message: "other", params }];
  return { at: data.targetSpan(server.row), message: isOnly ? "same" : "fewer", params, related };
}

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
