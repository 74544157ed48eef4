import { TYPE } from "../../compile/expand.js";
import { notPublic } from "../../model/address-block.js";
import { formatAddress } from "../../model/scalars.js";
import type { ZoneData } from "../../model/zone-data.js";
import type { Zone } from "../../model/zones.js";
import { defineRule } from "../rule.js";
import { serversOf } from "./name-servers.js";

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
        if (zone.servers.length < 2 || !zone.isAuthoritySomewhere()) continue;
        const network = commonNetwork(zone, data);
        if (network === undefined || told.has(network)) continue;
        told.add(network);
        const params = { zone: data.names.text(zone.name), network: formatAddress(network) };
        if (!report({ at: data.ownerSpan(zone.servers[0]), message: "near", params })) return;
      }
    },
  },
});

/** The /24 that holds all addresses of two servers or more, when all are known and differ. */
function commonNetwork(zone: Zone, data: ZoneData): number | undefined {
  const { target } = data.records;
  if (!mayShareNetwork(zone, data)) return undefined;
  const servers = serversOf(zone, data);
  if (servers.length < 2 || servers.some(({ addresses }) => addresses.length === 0)) return undefined;
  const addresses = new Set(servers.flatMap(({ addresses: rows }) => rows.map((row) => target[row])));
  const networks = new Set([...addresses].map((address) => (address & ~255) >>> 0));
  const [network] = networks;
  return networks.size === 1 && addresses.size > 1 && notPublic(network) === undefined ? network : undefined;
}

/** Whether the first addresses of all servers lie together; most zones are done with here. */
function mayShareNetwork(zone: Zone, { records }: ZoneData): boolean {
  let network = -1;
  for (const row of zone.servers) {
    const first = records.firstRow(records.target[row]);
    if (first < 0) return false;
    if (records.type[first] !== TYPE.A) continue;
    if (network >= 0 && records.target[first] >>> 8 !== network) return false;
    network = records.target[first] >>> 8;
  }
  return network >= 0;
}
