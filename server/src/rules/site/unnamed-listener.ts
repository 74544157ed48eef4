import { parseIpv4 } from "djblint-grammars/tcprules/address";
import { printable } from "djblint-grammars/text";
import type { SiteObservation } from "../../check-site.js";
import { isPublic } from "../../model/address-block.js";
import { areSameSets } from "../../model/memo.js";
import type { Site } from "../../model/site/site.js";
import { placeOf } from "../../model/site/site-delegations.js";
import { lineOfZone, type NameServer, type ZoneSource } from "../../model/site/site-names.js";
import { addressesOfServers, serverAddresses } from "../../model/site/site-servers.js";
import { defineRule, type Related } from "../rule.js";

export default defineRule({
  code: "XF306",
  name: "unnamed-listener",
  language: "site",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "tinydns listens on an address that the NS records of its zones do not lead to",
  why: "Resolvers ask the addresses of the NS records. A server on another address gets no questions, and where nobody listens they wait in vain",
  silent:
    "For servers without a public address, for those that listen on all addresses, where another file of the tree names the " +
    "address, where axfrdns hands the zones on at the same address, and where an NS record names a server whose address its file does not give",
  sources: ["tinydns(8)", "RFC 1912 section 2.8"],
  fixable: "none",
  messages: {
    elsewhere: {
      text: "{server} leads resolvers to {address}, an address of this host on which no tinydns listens: it listens on {listening}",
      help: "write the same address into both: here, or into env/IP",
    },
    unnamed: {
      text: "no NS record leads to {listening}, where this tinydns listens: nobody asks it for {zone}",
      help: "correct env/IP or the NS records; it is right for a server that only hands its zones on to others",
      severity: "info",
    },
    listening: { text: "the address on which it listens" },
    zone: { text: "the servers of {zone} are named here" },
  },
  example: {
    bad:
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec env ROOT=/etc/tinydns/root IP=192.0.2.54 tinydns\n" +
      "==> etc/tinydns/root/data <==\n.example.org:192.0.2.53:a\n",
    good:
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec env ROOT=/etc/tinydns/root IP=192.0.2.53 tinydns\n" +
      "==> etc/tinydns/root/data <==\n.example.org:192.0.2.53:a\n",
  },
  on: {
    server: (server, site, report) => {
      const deaf = () => site.tree.onceFor(site, deafAddresses, () => deafAddresses(site), areSameSets);
      const found = checkServer(server, site, deaf);
      if (found) report(found);
    },
  },
});

function checkServer(server: NameServer, site: Site, deaf: () => ReadonlySet<string>): SiteObservation | undefined {
  const { kind, data, service } = server;
  const { addresses } = service;
  if (kind !== "tinydns" || !data || service.isDown || addresses.length === 0) return undefined;
  if (data.data.served.size === 0 || !addresses.every((address) => parseIpv4(address) && isPublic(address)))
    return undefined;
  const named = serverAddresses(data);
  if (addresses.some((address) => named.rows.has(address))) return undefined;
  const listening = addresses.join(", ");
  const elsewhere = [...named.rows].find(([address]) => deaf().has(address));
  if (elsewhere) {
    const [address, row] = elsewhere;
    const { names, records } = data.data;
    return {
      at: placeOf(data, data.data.targetSpan(row)),
      message: "elsewhere",
      params: { server: printable(names.text(records.target[row])), address, listening },
      related: listensAt(server),
    };
  }
  const all = addressesOfServers(site.tree);
  const isAsked = !named.isComplete || handsOn(data, addresses) || addresses.some((address) => all.has(address));
  return isAsked ? undefined : unnamed(server, data);
}

/** Whether axfrdns gives the same zones away at the address: a server that only others ask. */
function handsOn({ servers }: ZoneSource, addresses: readonly string[]): boolean {
  return servers.some(
    ({ kind, service }) => kind === "axfrdns" && service.addresses.some((each) => addresses.includes(each)),
  );
}

/** Addresses on which some service of the host listens, and nothing answers questions about names. */
function deafAddresses({ addresses, services }: Site): ReadonlySet<string> {
  const heard = new Set(
    services.flatMap(({ port, transports, addresses: own }) => (port === DNS && transports.includes("udp") ? own : [])),
  );
  if (heard.has("0.0.0.0")) return new Set();
  const known = addresses.filter(({ from }) =>
    from.some(({ origin }) => origin === "listens" || origin === "environment"),
  );
  return new Set(known.flatMap(({ address }) => (heard.has(address) ? [] : address)));
}

const DNS = 53;

function unnamed(server: NameServer, data: ZoneSource): SiteObservation {
  const { service } = server;
  const [[name, zone]] = data.data.served;
  const there = lineOfZone({ name, zone, source: data });
  const params = { listening: service.addresses.join(", "), zone: printable(name) };
  return {
    at: service.place(service.chain!.steps.at(-1)!.word),
    message: "unnamed",
    params,
    related: [{ file: there.file, span: there.span, message: "zone", params }, ...listensAt(server)],
  };
}

function listensAt({ service }: NameServer): Related[] {
  return service.listensAt ? [{ ...service.listensAt, message: "listening" }] : [];
}
