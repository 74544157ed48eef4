import { printable } from "djblint-grammars/text";
import { type Delegation, delegationsOf, type NamedServer, namedServers } from "../../model/site/site-delegations.js";
import { lineOfZone } from "../../model/site/site-names.js";
import { EVERYWHERE } from "../../model/tinydns/location-code.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF303",
  name: "delegation-differs",
  language: "site",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A delegation names other servers than the zone itself",
  why:
    "Resolvers begin with the servers of the delegation: one that only the zone names gets few questions, and one that only " +
    "the delegation names is asked all the same",
  silent:
    "Where one of several copies of the zone in the tree has the servers that the delegation names, where NS records are " +
    "for some locations only, and where the tree has the zone for the inside of a network only",
  sources: ["RFC 1034 section 4.2.2", "RFC 1912 section 2.3"],
  fixable: "none",
  messages: {
    fewer: {
      text: "this delegation of {zone} does not name {servers}, which the zone itself does",
      help: "write an & line for each server of the zone",
    },
    more: {
      text: "this delegation of {zone} names {servers}, which the zone itself does not",
      help: "make both name the same servers",
    },
    zone: { text: "the zone itself" },
  },
  example: {
    bad:
      "==> a/root/data <==\n.example.org:192.0.2.1:a\n&lab.example.org:192.0.2.2:ns.lab.example.org\n" +
      "==> b/root/data <==\n.lab.example.org:192.0.2.2:ns.lab.example.org\n.lab.example.org:192.0.2.3:ns2.lab.example.org\n",
    good:
      "==> a/root/data <==\n.example.org:192.0.2.1:a\n&lab.example.org:192.0.2.2:ns.lab.example.org\n" +
      "==> b/root/data <==\n.lab.example.org:192.0.2.2:ns.lab.example.org\n",
  },
  on: {
    sites: ([first], report) => {
      for (const delegation of first ? delegationsOf(first.tree) : []) {
        if ([delegation, ...delegation.children].some(isForSomeOnly)) continue;
        const named = namedServers(delegation.zone, delegation.source);
        const own = ownServers(delegation);
        if (own.some((servers) => without(named, servers).length + without(servers, named).length === 0)) continue;
        const more = without(named, own[0]);
        const fewer = without(own[0], named);
        const at = more.length > 0 ? more[0].at : named[0].at;
        const servers = (more.length > 0 ? more : fewer).map(({ name }) => printable(name)).join(", ");
        const { file, span } = lineOfZone(delegation.children[0]);
        report({
          at,
          message: more.length > 0 ? "more" : "fewer",
          params: { zone: printable(delegation.name), servers },
          related: [{ file, span, message: "zone" }],
        });
      }
    },
  },
});

function ownServers({ children }: Delegation): NamedServer[][] {
  return children.map(({ zone, source }) => namedServers(zone, source));
}

/** Whether clients of some location see other servers than the rest. */
function isForSomeOnly({ zone, source }: Pick<Delegation, "zone" | "source">): boolean {
  const { records } = source.data;
  return zone.servers.some((row) => records.locationOf(row) !== EVERYWHERE);
}

function without(servers: readonly NamedServer[], others: readonly NamedServer[]): NamedServer[] {
  return servers.filter(({ name }) => !others.some((other) => other.name === name));
}
