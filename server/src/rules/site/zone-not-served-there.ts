import { printable } from "djblint-grammars/text";
import { isPublic } from "../../model/address-block.js";
import { type ListeningServer, NamedServer, tinydnsByAddress } from "../../model/site/site-delegations.js";
import type { ZoneSource } from "../../model/site/site-names.js";
import type { Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { serversOf, type ZoneServer } from "../../model/tinydns/zone-servers.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF302",
  name: "zone-not-served-there",
  language: "site",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "NS records name a server whose own data do not have the zone",
  why:
    "tinydns gives no answer at all to questions outside of its zones: resolvers that ask this server wait until they give " +
    "up on it, and the zone is as good as without it",
  silent:
    "Where no tinydns of the tree listens on the address that the file gives to the server, or its data are not in the tree; " +
    "for a zone that the data of that very server give to it without SOA (TD301); zones that lack at the same server are told once for each file",
  sources: ["RFC 1912 section 2.8", "tinydns specification Q5"],
  fixable: "none",
  messages: {
    one: {
      text: "{server} ({address}) is to serve {zone}, but the tinydns there has no such zone and does not answer",
      help: "add {zone} to the data there, or take {server} out of the NS records",
    },
    many: {
      text: "{server} ({address}) is to serve {count} zones, {zone} among them, but the tinydns there has no such zones and does not answer",
      help: "add them to the data there, or take {server} out of their NS records",
    },
    there: { text: "this tinydns listens on {address}" },
  },
  example: {
    bad:
      "==> hosts/a/etc/tinydns/root/data <==\n.example.org:192.0.2.1:a\n.example.org:198.51.100.1:b\n" +
      "==> hosts/b/etc/tinydns/run <==\n#!/bin/sh\nexec env ROOT=/etc/tinydns/root IP=198.51.100.1 tinydns\n" +
      "==> hosts/b/etc/tinydns/root/data <==\n.example.net:198.51.100.1:b\n",
    good:
      "==> hosts/a/etc/tinydns/root/data <==\n.example.org:192.0.2.1:a\n.example.org:198.51.100.1:b\n" +
      "==> hosts/b/etc/tinydns/run <==\n#!/bin/sh\nexec env ROOT=/etc/tinydns/root IP=198.51.100.1 tinydns\n" +
      "==> hosts/b/etc/tinydns/root/data <==\n.example.org:192.0.2.1:a\n.example.org:198.51.100.1:b\n",
  },
  on: {
    zones: (source, report) => {
      const listening = tinydnsByAddress(source.site.tree);
      if (listening.size === 0) return;
      for (const { named, address, zone, there, count } of notServed(source, listening).values()) {
        const { service } = there.server;
        const at = service.place(service.chain!.steps.at(-1)!.word);
        const params = { server: printable(named.name), address, zone: printable(zone), count, file: there.data.path };
        const related = [{ file: at.file, span: at.span, message: "there", params }];
        report({ at: named.at, message: count === 1 ? "one" : "many", params, related });
      }
    },
  },
});

interface Lack {
  readonly named: NamedServer;
  readonly address: string;
  readonly zone: string;
  readonly there: ListeningServer;
  count: number;
}

/** By the server and its address. */
function notServed(source: ZoneSource, listening: ReadonlyMap<string, readonly ListeningServer[]>): Map<string, Lack> {
  const found = new Map<string, Lack>();
  const { names, records } = source.data;
  for (const { zone, server, row } of namedAddresses(source.data)) {
    const address = formatAddress(records.target[row]);
    const there = listeningThere(address, listening, source);
    // Of a zone without SOA in the data of the server itself another rule speaks.
    if (there.length === 0 || there.some(({ data }) => data === source)) continue;
    const name = names.text(zone.name);
    if (there.some(({ data }) => data.data.served.has(name))) continue;
    const named = new NamedServer(server, source);
    const key = `${named.name} ${address}`;
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { named, address, zone: name, there: there[0], count: 1 });
  }
  return found;
}

function* namedAddresses(data: ZoneData): Generator<{ zone: Zone; server: ZoneServer; row: Row }> {
  for (const zone of data.zones.all()) {
    for (const server of serversOf(zone, data)) {
      for (const row of server.addresses) yield { zone, server, row };
    }
  }
}

/** Others may have the same private address. */
function listeningThere(
  address: string,
  listening: ReadonlyMap<string, readonly ListeningServer[]>,
  { site }: ZoneSource,
): ListeningServer[] {
  const all = listening.get(address) ?? [];
  return all.filter((server) => isPublic(address) || server.site === site);
}
