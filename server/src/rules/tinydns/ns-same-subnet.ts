import { TYPE } from "../../compile/expand.js";
import { notPublic } from "../../model/address-block.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { serversOf } from "../../model/tinydns/zone-servers.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD323",
  name: "ns-same-subnet",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "All name servers of a zone stand in one network of 256 addresses",
  why: "They share a line and most likely a room: one failure takes the zone away",
  silent:
    "When the address of a server is not in this file, for delegations, and for private addresses; each network is told once",
  sources: ["RFC 2182 section 3.1"],
  fixable: "none",
  messages: {
    near: {
      text: "all name servers of {zone} are in {network}/24",
      help: "give {zone} a server at another place",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.example.org:192.0.2.2:b\n",
    good: ".example.org:192.0.2.1:a\n.example.org:198.51.100.1:b\n",
  },
  on: {
    file: (data, report) => {
      const told = new Set<number>();
      for (const zone of data.zones.all()) {
        if (!zone.isAuthoritySomewhere()) continue;
        const network = firstNetwork(zone, data);
        if (network === undefined || told.has(network) || notPublic(network) !== undefined) continue;
        if (!standInOneNetwork(zone, data)) continue;
        told.add(network);
        const params = { zone: data.names.text(zone.name), network: formatAddress(network) };
        if (!report({ at: data.ownerSpan(zone.servers[0]), message: "near", params })) return;
      }
    },
  },
});

/** The /24 that the first addresses of all servers lie in; most zones have none and are done with here. */
function firstNetwork({ name, serverCount }: Zone, { records }: ZoneData): number | undefined {
  if (serverCount < 2) return undefined;
  let network: number | undefined;
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (records.typeOf(row) !== TYPE.NS) continue;
    const first = records.firstRow(records.target[row]);
    if (first < 0) return undefined;
    if (records.typeOf(first) !== TYPE.A) continue;
    const here = networkOf(records.target[first]);
    if (network !== undefined && here !== network) return undefined;
    network = here;
  }
  return network;
}

/** Whether the addresses of two servers or more are all known, differ, and lie in one /24. */
function standInOneNetwork(zone: Zone, data: ZoneData): boolean {
  const { target } = data.records;
  const servers = serversOf(zone, data);
  if (servers.length < 2 || servers.some(({ addresses }) => addresses.length === 0)) return false;
  const addresses = new Set(servers.flatMap(({ addresses: rows }) => rows.map((row) => target[row])));
  const networks = new Set([...addresses].map(networkOf));
  return networks.size === 1 && addresses.size > 1;
}

function networkOf(address: number): number {
  return (address & ~255) >>> 0;
}
