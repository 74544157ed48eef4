import { parseIpv4 } from "djblint-grammars/tcprules/address";
import { decodeLatin1, printable } from "djblint-grammars/text";
import type { Site } from "../../model/site/site.js";
import type { NameServer } from "../../model/site/site-names.js";
import type { FileSpan } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF506",
  name: "resolver-elsewhere",
  language: "site",
  severity: "warning",
  category: "services",
  since: "0.1",
  what: "resolv.conf names an address of this host on which no dnscache listens, but tinydns or nobody",
  why:
    "Programs of this host put each question there first: tinydns answers for its own zones only and is silent about all other " +
    "names, and where nobody listens the question is lost. Every look-up waits until the next name server is asked",
  silent:
    "Where a server that djblint does not know listens there on port 53, where no dnscache or tinydns of the host is in the " +
    "tree, for 127.0.0.53, where systemd-resolved listens, and for addresses that the tree does not show to be of this host",
  sources: ["resolv.conf(5)", "tinydns specification Q5", "measured: tinydns and names outside of its zones"],
  fixable: "none",
  messages: {
    tinydns: {
      text: "resolv.conf sends the questions of this host to {address}, where this tinydns listens: it answers for its own zones only",
      help: "name the address of a dnscache in resolv.conf; tinydns is for those who ask from outside",
    },
    dnscache: {
      text: "resolv.conf sends the questions of this host to {address}, but its dnscache listens on {listening}",
      help: "write the same address into resolv.conf and into IP of dnscache",
      severity: "info",
    },
    line: { text: "programs of this host ask here" },
  },
  example: {
    bad:
      "==> etc/resolv.conf <==\nnameserver 127.0.0.1\n" +
      "==> etc/dnscache/run <==\n#!/bin/sh\nexec env ROOT=/etc/dnscache/root IP=127.0.0.2 dnscache\n" +
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec env ROOT=/etc/tinydns/root IP=127.0.0.1 tinydns\n",
    good:
      "==> etc/resolv.conf <==\nnameserver 127.0.0.2\n" +
      "==> etc/dnscache/run <==\n#!/bin/sh\nexec env ROOT=/etc/dnscache/root IP=127.0.0.2 dnscache\n" +
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec env ROOT=/etc/tinydns/root IP=127.0.0.1 tinydns\n",
  },
  on: {
    site: (site, report) => {
      const resolvers = resolversOf(site);
      if (resolvers.length === 0) return;
      for (const { address, at } of resolvers) {
        const server = asked(address, site);
        if (!server) continue;
        const { service, kind } = server;
        report({
          at: service.place(service.chain!.steps.at(-1)!.word),
          message: kind === "tinydns" ? "tinydns" : "dnscache",
          params: { address, listening: service.addresses.map(printable).join(", ") },
          related: [{ ...at, message: "line" }],
        });
      }
    },
  },
});

/** The tinydns that listens there; else, where nobody does, the dnscache that is meant. */
function asked(address: string, site: Site): NameServer | undefined {
  if (address === SYSTEMD_RESOLVED) return undefined;
  if (!address.startsWith("127.") && !site.addresses.some((own) => own.address === address)) return undefined;
  // axfrdns answers over TCP only, and programs ask over UDP.
  const here = site.services.filter(({ port, addresses, program }) => {
    if (port !== DNS || program === "axfrdns") return false;
    return addresses.length === 0 || addresses.some((each) => each === address || each === "0.0.0.0");
  });
  const servers = site.nameServers.filter(({ service }) => !service.isDown);
  if (here.length > 0) {
    const isTinydns = here.every(({ program }) => program === "tinydns");
    return isTinydns ? servers.find(({ kind, service }) => kind === "tinydns" && here.includes(service)) : undefined;
  }
  return servers.find(({ kind, service }) => kind === "dnscache" && service.addresses.length > 0);
}

const DNS = 53;
const SYSTEMD_RESOLVED = "127.0.0.53";

/** The name servers in etc/resolv.conf of the host. */
function resolversOf({ tree, root }: Site): { address: string; at: FileSpan }[] {
  const file = `${root}/etc/resolv.conf`;
  const text = tree.text(file);
  if (!text) return [];
  const { lines, bytes } = text;
  return Array.from({ length: lines.count }, (_, line) => lines.span(line)).flatMap((span) => {
    const [, address] = /^nameserver[ \t]+([0-9.]+)/.exec(decodeLatin1(bytes, span.start, span.end)) ?? [];
    return address !== undefined && parseIpv4(address) ? [{ address, at: { file, span } }] : [];
  });
}
