import { printable } from "djblint-grammars/text";
import { isPublic } from "../../model/address-block.js";
import { treeZones } from "../../model/site/site.js";
import {
  addressesInZone,
  type Delegation,
  delegationsOf,
  isInside,
  type NamedServer,
  namedServers,
} from "../../model/site/site-delegations.js";
import { lineOfZone } from "../../model/site/site-names.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF304",
  name: "glue-differs",
  language: "site",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A delegation sends another address for a server than the zone of its name has",
  why: "Resolvers follow the address that comes with the delegation: they ask where the server no longer is, or never was",
  silent:
    "For servers whose names are answered by the file of the delegation itself (glue-mismatch), where one of several " +
    "copies of the zone in the tree has the address, and where the tree has the zone for the inside of a network only",
  sources: ["RFC 1912 section 2.3", "tinydns specification Q11"],
  fixable: "none",
  messages: {
    differs: {
      text: "the delegation of {zone} sends {server} to {address}, but in its own zone it has {others}",
      help: "write {others} here, or correct the zone of the server",
    },
    own: { text: "its own zone" },
  },
  example: {
    bad:
      "==> a/root/data <==\n.example.org:192.0.2.1:a\n&lab.example.org:192.0.2.9:ns.lab.example.org\n" +
      "==> b/root/data <==\n.lab.example.org:192.0.2.2:ns.lab.example.org\n",
    good:
      "==> a/root/data <==\n.example.org:192.0.2.1:a\n&lab.example.org:192.0.2.2:ns.lab.example.org\n" +
      "==> b/root/data <==\n.lab.example.org:192.0.2.2:ns.lab.example.org\n",
  },
  on: {
    sites: ([first], report) => {
      for (const delegation of first ? delegationsOf(first.tree) : []) {
        for (const server of namedServers(delegation.zone, delegation.source)) {
          const other = elsewhere(server, delegation);
          if (!other) continue;
          const { file, span } = lineOfZone(other.zone);
          const params = {
            zone: printable(delegation.name),
            server: printable(server.name),
            address: server.addresses.join(", "),
            others: other.addresses.join(", "),
          };
          report({ at: server.at, message: "differs", params, related: [{ file, span, message: "own" }] });
        }
      }
    },
  },
});

/** The zone of the server's name, when that has only other addresses than the delegation. */
function elsewhere({ name, id, addresses }: NamedServer, { source }: Delegation) {
  if (addresses.length === 0 || source.data.zones.isServed(id)) return undefined;
  const fromOutside = addresses.every(isPublic);
  const zones = treeZones(source.site.tree)
    .around(name)
    .filter((zone) => !fromOutside || !isInside(zone));
  const known = zones.map((zone) => ({ zone, addresses: addressesInZone(name, zone) }));
  if (known.some((each) => each.addresses.some((address) => addresses.includes(address)))) return undefined;
  return known.find((each) => each.addresses.length > 0);
}
