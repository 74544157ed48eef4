import { printable } from "djblint-grammars/text";
import type { SiteReport } from "../../check-site.js";
import { isPublic } from "../../model/address-block.js";
import type { Site } from "../../model/site/site.js";
import { isWhole, namedServers } from "../../model/site/site-delegations.js";
import { lineOfZone, type ZoneSource } from "../../model/site/site-names.js";
import { hostsByAddress, serverAddresses } from "../../model/site/site-servers.js";
import type { Zone } from "../../model/tinydns/zones.js";
import type { Tree } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF307",
  name: "servers-on-one-host",
  language: "site",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "All name servers of a zone are one host, with several addresses",
  why: "Several servers are there so that one can be down. Several addresses of one host are down together, and the zone with them, mail included",
  silent:
    "Where the tree does not tell whose each address is, for servers without a public address, and for servers with the same " +
    "address (ns-same-address); zones with the same servers are told once for each file",
  sources: ["RFC 2182 section 3.1"],
  fixable: "none",
  messages: {
    one: {
      text: "{servers} are one host, {host}: while it is down, nobody can resolve {zone}",
      help: "give {zone} a server on another host, best in another network",
    },
    many: {
      text: "{servers} are one host, {host}: while it is down, nobody can resolve {count} zones, {zone} among them",
      help: "give them a server on another host, best in another network",
    },
  },
  example: {
    bad:
      "==> etc/one/run <==\n#!/bin/sh\nexec env ROOT=/etc/one/root IP=192.0.2.53 tinydns\n" +
      "==> etc/one/root/data <==\n.example.org:192.0.2.53:a\n.example.org:192.0.2.54:b\n" +
      "==> etc/two/run <==\n#!/bin/sh\nexec env ROOT=/etc/one/root IP=192.0.2.54 tinydns\n",
    good:
      "==> etc/one/run <==\n#!/bin/sh\nexec env ROOT=/etc/one/root IP=192.0.2.53 tinydns\n" +
      "==> etc/one/root/data <==\n.example.org:192.0.2.53:a\n.example.org:198.51.100.54:b\n" +
      "==> etc/two/run <==\n#!/bin/sh\nexec env ROOT=/etc/one/root IP=192.0.2.54 tinydns\n",
  },
  on: {
    zones: (source, report) => {
      const { tree } = source.site;
      if (isWhole(source) && tree.once(hasHostWithSeveral, Object.is))
        checkSource(source, hostsByAddress(tree), report);
    },
  },
});

type Hosts = ReadonlyMap<string, Site | undefined>;

function checkSource(source: ZoneSource, hosts: Hosts, report: SiteReport): void {
  // Most files name no two addresses of one host.
  if (!hasTwoOfAHost([...serverAddresses(source).rows.keys()], hosts)) return;
  const found = new Map<string, { zone: Zone; host: Site; servers: readonly string[]; count: number }>();
  for (const zone of source.data.served.values()) {
    if (zone.serverCount < 2) continue;
    const named = namedServers(zone, source);
    const host = onlyHost(named, hosts);
    if (!host) continue;
    const servers = named.map(({ name }) => name);
    const key = servers.join(" ");
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { zone, host, servers, count: 1 });
  }
  for (const { zone, host, servers, count } of found.values()) {
    const name = source.data.names.text(zone.name);
    const params = {
      servers: servers.map(printable).join(" and "),
      host: printable(host.name),
      zone: printable(name),
      count,
    };
    const at = lineOfZone({ name, zone, source });
    if (!report({ at, message: count === 1 ? "one" : "many", params })) return;
  }
}

/** Most trees know no host with several addresses. */
function hasHostWithSeveral(tree: Tree): boolean {
  const hosts = hostsByAddress(tree);
  return hasTwoOfAHost([...hosts.keys()], hosts);
}

function hasTwoOfAHost(addresses: readonly string[], hosts: Hosts): boolean {
  const own = addresses.flatMap((address) => hosts.get(address) ?? []);
  return new Set(own).size < own.length;
}

/** The host that has all addresses of several servers, at least two different ones. */
function onlyHost(servers: readonly { readonly addresses: readonly string[] }[], hosts: Hosts): Site | undefined {
  const addresses = new Set(servers.flatMap((server) => server.addresses));
  if (servers.some((server) => server.addresses.length === 0) || addresses.size < 2 || servers.length < 2)
    return undefined;
  if (![...addresses].every(isPublic)) return undefined;
  const owners = new Set([...addresses].map((address) => hosts.get(address)));
  return owners.size === 1 ? [...owners][0] : undefined;
}
