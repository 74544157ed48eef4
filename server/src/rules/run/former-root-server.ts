import { printable } from "djblint-grammars/text";
import { formerRootServer, rootServerAddress } from "../../model/root-servers.js";
import { cacheRootOf, serverLists } from "../../model/run/cache-root.js";
import { lastStep } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS142",
  name: "former-root-server",
  language: "run",
  severity: "warning",
  category: "dns",
  security: true,
  since: "0.1",
  what: "servers/@ of dnscache has addresses that root servers gave up",
  why:
    "dnscache asks only the servers in this file for the root, and it never learns of new addresses: questions to a former one wait " +
    "until the next server is asked, or are answered by whoever has the address now. The list that came with djbdns 1.05 is of 2001",
  silent: "Where servers/@ was not read",
  sources: [
    "named.root of InterNIC, 2024-12-18",
    "announcements of the operators of b, d, h, j and l",
    "source: roots.c",
    "dnscache(8)",
  ],
  fixable: "none",
  messages: {
    former: {
      text: "dnscache asks root servers at addresses that they gave up: {former}",
      help: "write into {file} instead: {now}",
    },
    line: { text: "{letter}.root-servers.net until {until}; now it is {now}" },
  },
  example: {
    bad:
      "==> etc/dnscache/run <==\n#!/bin/sh\nexec <seed\nexec envuidgid dnscache envdir ./env dnscache\n" +
      "==> etc/dnscache/env/ROOT <==\n/etc/dnscache/root\n==> etc/dnscache/env/IP <==\n127.0.0.1\n" +
      "==> etc/dnscache/root/servers/@ <==\n198.41.0.4\n128.8.10.90\n",
    good:
      "==> etc/dnscache/run <==\n#!/bin/sh\nexec <seed\nexec envuidgid dnscache envdir ./env dnscache\n" +
      "==> etc/dnscache/env/ROOT <==\n/etc/dnscache/root\n==> etc/dnscache/env/IP <==\n127.0.0.1\n" +
      "==> etc/dnscache/root/servers/@ <==\n198.41.0.4\n199.7.91.13\n",
  },
  on: {
    chain: (chain, script, report) => {
      const root = cacheRootOf(chain, script);
      const list = root && serverLists(root, script)?.find(({ name }) => name === "@");
      const found = (list ? list.lines : []).flatMap(({ span, address }) => {
        const former = address === undefined ? undefined : formerRootServer(address);
        return former ? [{ ...former, span, now: rootServerAddress(former.letter) }] : [];
      });
      if (!list || found.length === 0) return;
      report({
        at: lastStep(chain).word,
        message: "former",
        params: {
          former: found.map(({ address, letter, until }) => `${address} (${letter}, until ${until})`).join(", "),
          file: printable(`${root}/servers/@`),
          now: [...new Set(found.map(({ now }) => now))].join(", "),
        },
        related: found.map(({ span, letter, until, now }) => ({
          file: list.path,
          span,
          message: "line",
          params: { letter, until, now },
        })),
      });
    },
  },
});
