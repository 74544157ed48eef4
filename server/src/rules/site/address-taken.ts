import { printable } from "djblint-grammars/text";
import type { SiteService } from "../../model/site/site-services.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF301",
  name: "address-taken",
  language: "site",
  severity: "error",
  category: "services",
  since: "0.1",
  what: "Two services of a host listen on the same address and port",
  why:
    "With TCP the service that starts second ends with `unable to bind: address already used`, and supervise starts it every " +
    "second. With UDP the servers of djbdns both start, and the one that started last gets all questions: after each " +
    "restart another one answers",
  silent:
    "For services that no folder of svscan has or that have a file down, and where the address or the port is not known",
  sources: ["measured on Linux: tinydns and tcpserver", "manual page of dnscache", "run script specification T1"],
  fixable: "none",
  messages: {
    tcp: {
      text: "{service} cannot start while {other} runs: both listen on {address}, port {port} (TCP)",
      help: "give one of them another address or port",
    },
    udp: {
      text: "{service} and {other} both listen on {address}, port {port} (UDP): the one that started last gets all questions",
      help: "give one of them another address",
    },
    other: { text: "{other} listens on {address} too" },
  },
  example: {
    bad:
      "==> service/one/run <==\n#!/bin/sh\nexec tcpserver 0 80 httpd\n" +
      "==> service/two/run <==\n#!/bin/sh\nexec tcpserver 192.0.2.1 80 httpd\n",
    good:
      "==> service/one/run <==\n#!/bin/sh\nexec tcpserver 192.0.2.2 80 httpd\n" +
      "==> service/two/run <==\n#!/bin/sh\nexec tcpserver 192.0.2.1 80 httpd\n",
  },
  on: {
    site: ({ services }, report) => {
      const known = new Map<number, SiteService[]>();
      for (const service of services.filter(isStarted)) {
        const port = service.port!;
        const before = known.get(port) ?? [];
        const found = before.flatMap((other) => clashOf(service, other) ?? [])[0];
        if (found) {
          const { other, address, transport } = found;
          const params = { service: printable(service.name), other: printable(other.name), address, port };
          const there = placeOf(other);
          report({
            at: placeOf(service),
            message: transport,
            params,
            related: [{ file: there.file, span: there.span, message: "other", params }],
          });
        }
        if (before.length < MOST_COMPARED) known.set(port, [...before, service]);
      }
    },
  },
});

/** Of so many services on one port each further one is looked at. */
const MOST_COMPARED = 64;

function isStarted({ chain, links, isDown, port, listening, addresses }: SiteService): boolean {
  if (chain === undefined || port === undefined || port === 0 || isDown || links.length === 0) return false;
  return listening?.isUsual === false && addresses.length > 0;
}

function clashOf(service: SiteService, other: SiteService) {
  const shared = transportsOf(service).filter((transport) => transportsOf(other).includes(transport));
  // A server that has all addresses leaves UDP questions to the one that has the very address.
  const address = service.addresses.find((each) => other.addresses.includes(each));
  if (shared.includes("tcp")) {
    const any = [service, other].some(({ addresses }) => addresses.includes("0.0.0.0"));
    const taken = address ?? (any ? service.addresses[0] : undefined);
    if (taken !== undefined) return { other, address: taken, transport: "tcp" as const };
  }
  return shared.includes("udp") && address !== undefined ? { other, address, transport: "udp" as const } : undefined;
}

function transportsOf({ listening }: SiteService): ("tcp" | "udp")[] {
  const words = listening?.transport.split(" ") ?? [];
  return [...(words.includes("TCP") ? ["tcp" as const] : []), ...(words.includes("UDP") ? ["udp" as const] : [])];
}

/** In the script, where findings stand. */
function placeOf(service: SiteService) {
  const { listening, chain } = service;
  return service.place(listening?.host ?? chain!.steps.at(-1)!.word);
}
