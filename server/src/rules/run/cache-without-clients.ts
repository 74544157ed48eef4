import { printable } from "djblint-grammars/text";
import { cacheRootOf, clientNames, clientNumbers } from "../../model/run/cache-root.js";
import type { RunScript } from "../../model/run/run-script.js";
import { type Chain, lastStep } from "../../model/run/service.js";
import { isMissingFor } from "../../model/run/service-folder.js";
import { listeningOf } from "../../model/run/service-listening.js";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "RS141",
  name: "cache-without-clients",
  language: "run",
  severity: "warning",
  category: "access",
  since: "0.1",
  what: "The folder ip of dnscache lets in nobody who could ask, or a file in it lets in nobody or less than it seems to",
  why:
    "dnscache answers 1.2.3.4 only if there is a file ip/1.2.3.4, ip/1.2.3, ip/1.2 or ip/1, whatever is in it. Questions of all others " +
    "are dropped without a word: to the client it looks as if nothing listened there",
  silent:
    "Where ROOT or the folder is not known, for names that are no numbers, such as README, and for a network that a file beside lets in. " +
    "A missing folder is an info only: it may be made when the service is installed",
  sources: ["dnscache(8)", "source: okclient.c", "measured: dnscache of djbdns 1.05"],
  fixable: "none",
  messages: {
    empty: {
      text: "dnscache answers nobody: no file in {folder} has the name of a client",
      help: "make an empty file for each client or network: touch {folder}/127.0.0.1, or {folder}/192.168.1 for 192.168.1.0 to 192.168.1.255",
    },
    missing: {
      text: "dnscache answers nobody without a folder {folder}, in which a file with the name of each client or network has to be",
      help: "make the folder, and an empty file for each: touch {folder}/127.0.0.1",
      severity: "info",
    },
    elsewhere: {
      text: "dnscache answers nobody: it listens on {address}, where no question comes from {clients}, and {folder} has no other clients",
      help: "make an empty file for each client or network, with the first numbers of its addresses",
    },
    network: {
      text: "{file} lets in the one address {name}: dnscache has no masks",
      help: "for the whole network, give the file the name {network}",
    },
    never: {
      text: "{file} lets in nobody: dnscache looks for a whole address or its first numbers, such as 192.168.1",
      help: "give the file the first numbers that the clients have in common, without a dot behind them; there is no name for all clients",
    },
  },
  example: {
    bad:
      "==> etc/dnscache/run <==\n#!/bin/sh\nexec <seed\nexec envuidgid dnscache envdir ./env dnscache\n" +
      "==> etc/dnscache/env/IP <==\n192.0.2.53\n==> etc/dnscache/env/ROOT <==\n/etc/dnscache/root\n" +
      "==> etc/dnscache/root/ip/127.0.0.1 <==\n",
    good:
      "==> etc/dnscache/run <==\n#!/bin/sh\nexec <seed\nexec envuidgid dnscache envdir ./env dnscache\n" +
      "==> etc/dnscache/env/IP <==\n192.0.2.53\n==> etc/dnscache/env/ROOT <==\n/etc/dnscache/root\n" +
      "==> etc/dnscache/root/ip/127.0.0.1 <==\n==> etc/dnscache/root/ip/192.0.2 <==\n",
  },
  on: {
    chain: (chain, script, report) => {
      const root = cacheRootOf(chain, script);
      const names = root && clientNames(root, script);
      if (!root || !names) return;
      const { word: at } = lastStep(chain);
      for (const said of aboutNames(names, root)) report({ at, ...said });
      const said = aboutAll(names, root, chain, script);
      if (said) report({ at, ...said });
    },
  },
});

/** What looks like an address with a mask, a wildcard or a dot behind it. */
const MEANT = /^\d[\d.*xX_-]*$/;
/** Nobody has such an address (RFC 6890). */
const OF_NOBODY = 0;

function isClient(name: string): boolean {
  const [first] = clientNumbers(name) ?? [];
  return first !== undefined && first !== OF_NOBODY;
}

function aboutNames(names: readonly string[], root: string): Statement[] {
  return names.flatMap((name) => {
    const params = { name, file: printable(`${root}/ip/${name}`) };
    if (!isClient(name)) return MEANT.test(name) ? [{ message: "never", params }] : [];
    const network = name.replace(/(\.0)+$/, "");
    const isMeant = clientNumbers(name)!.length === 4 && network !== name && !names.includes(network);
    return isMeant ? [{ message: "network", params: { ...params, network } }] : [];
  });
}

function aboutAll(names: readonly string[], root: string, chain: Chain, script: RunScript): Statement | undefined {
  const folder = `${root}/ip`;
  const clients = names.filter(isClient);
  const params = { folder: printable(folder), clients: clients.join(", ") };
  if (clients.length === 0) return { message: isMissingFor(script, folder) ? "missing" : "empty", params };
  const address = unreached(clients, chain, script);
  return address === undefined ? undefined : { message: "elsewhere", params: { ...params, address } };
}

/** The only address that dnscache listens on, when no file lets in anybody who can ask there. */
function unreached(clients: readonly string[], chain: Chain, script: RunScript): string | undefined {
  const address = listeningOf(chain, script)?.address;
  const [first] = address === undefined ? [] : (clientNumbers(address) ?? []);
  if (first === undefined || first === OF_NOBODY || clientNumbers(address!)!.length < 4) return undefined;
  // Whoever asks an address of the host's own network comes from 127.0.0.1; nobody does who asks another one.
  const canAsk =
    first === LOOPBACK
      ? (client: string) => lets(client, "127.0.0.1")
      : (client: string) => clientNumbers(client)?.[0] !== LOOPBACK;
  return clients.some(canAsk) ? undefined : address;
}

const LOOPBACK = 127;

function lets(name: string, address: string): boolean {
  return `${address}.`.startsWith(`${name}.`);
}
