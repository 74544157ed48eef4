import { printable } from "djblint-grammars/text";
import { isSameData } from "../../model/memo.js";
import type { SiteService, Transport } from "../../model/site/site-services.js";
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
    "For services that no folder of svscan has or that have a file down, in a network of their own (unshare -n), and where the " +
    "address or the port is not known",
  sources: ["measured on Linux: tinydns and tcpserver", "manual page of dnscache", "run script specification T1"],
  fixable: "none",
  messages: {
    tcp: {
      text: "{service} cannot start while {other} runs: both listen on {address}, port {port} (TCP)",
      help: "give one of them another address or port",
    },
    any: {
      text: "{service} cannot start on Linux while {other} runs: one of them listens on all addresses, port {port} (TCP), the other on {address}",
      help: "give one of them another address or port; on systems of the BSD family both start",
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
      const known = new Map<number, Listener[]>();
      for (const service of services) {
        const endpoint = endpointOf(service);
        if (!endpoint) continue;
        const { port } = endpoint;
        const listener = { ...endpoint, service };
        const before = known.get(port) ?? [];
        const found = before.flatMap((other) => clashOf(listener, other) ?? [])[0];
        if (found) {
          const { other, address, message } = found;
          const params = { service: printable(service.name), other: printable(other.name), address, port };
          const there = placeOf(other);
          report({
            at: placeOf(service),
            message,
            params,
            related: [{ file: there.file, span: there.span, message: "other", params }],
          });
        }
        if (before.length < MOST_COMPARED) known.set(port, [...before, listener]);
      }
    },
  },
});

/** Of so many services on one port each further one is looked at. */
const MOST_COMPARED = 64;

interface Endpoint {
  readonly port: number;
  readonly addresses: readonly string[];
  readonly transports: readonly Transport[];
}

interface Listener extends Endpoint {
  readonly service: SiteService;
}

/** Undefined when the service is not started, and when the address or the port is not known. */
function endpointOf(service: SiteService): Endpoint | undefined {
  return service.tree.onceFor(service, endpointOf, () => findEndpoint(service), isSameData);
}

function findEndpoint({ chain, links, isDown, port, listening, addresses, transports }: SiteService) {
  if (chain === undefined || port === undefined || port === 0 || isDown || links.length === 0) return undefined;
  if (listening?.isApart) return undefined;
  return listening?.isUsual === false && addresses.length > 0 ? { port, addresses, transports } : undefined;
}

function clashOf(listener: Listener, { service: other, ...there }: Listener) {
  const shared = listener.transports.filter((transport) => there.transports.includes(transport));
  // A server that has all addresses leaves UDP questions to the one that has the very address.
  const address = listener.addresses.find((each) => there.addresses.includes(each));
  if (shared.includes("tcp")) {
    if (address !== undefined) return { other, address, message: "tcp" };
    if (there.addresses.includes("0.0.0.0")) return { other, address: listener.addresses[0], message: "any" };
    if (listener.addresses.includes("0.0.0.0")) return { other, address: there.addresses[0], message: "any" };
  }
  return shared.includes("udp") && address !== undefined ? { other, address, message: "udp" } : undefined;
}

/** In the script, where findings stand. */
function placeOf(service: SiteService) {
  const { listening, chain } = service;
  return service.place(listening?.host ?? chain!.steps.at(-1)!.word);
}
