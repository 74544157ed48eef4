import { printable } from "djblint-grammars/text";
import { cacheRootOf, clientNames, MOST_SERVERS, type ServerList, serverLists } from "../../model/run/cache-root.js";
import { lastStep } from "../../model/run/service.js";
import { isMissingFor } from "../../model/run/service-folder.js";
import { defineRule, type Observation } from "../rule.js";

export default defineRule({
  code: "RS144",
  name: "cache-without-servers",
  language: "run",
  severity: "warning",
  category: "dns",
  since: "0.1",
  what: "A file in servers of dnscache has no address that it reads, a line of one is skipped, or servers/@ is missing",
  why:
    "dnscache asks the servers in these files and nobody else: names below a domain for which it knows none get no answer. Of a line it " +
    "reads an address at its beginning, and of a file the first 16",
  silent:
    "Where the folder was not looked into, for empty lines, those that begin with # and what follows an address. What is missing is an " +
    "info only: it may be made when the service is installed",
  sources: ["dnscache(8)", "source: roots.c", "measured: dnscache of djbdns 1.05"],
  fixable: "none",
  messages: {
    missing: {
      text: "dnscache has no servers for names that no file in {folder} is for: there is no {folder}/@, and such questions are dropped",
      help: "write the addresses of the root servers, or of the caches to forward to, into {folder}/@, one a line",
      severity: "info",
    },
    folder: {
      text: "dnscache ends at once with `fatal: unable to read servers`: there is no {folder}",
      help: "write the addresses of the root servers into {folder}/@, one a line",
      severity: "info",
    },
    none: {
      text: "dnscache finds no address in {file}: names {below} get no answer",
      help: "write the addresses of the servers into it, one a line, with nothing in front of them",
      severity: "error",
    },
    skipped: {
      text: "dnscache skips {count} of {file}: it reads an address at the beginning of a line",
      help: "write an IPv4 address at the beginning of each line",
    },
    more: {
      text: "dnscache reads {most} addresses of {file} and no more: those behind are never asked",
      help: "leave out what is not needed",
      severity: "info",
    },
    line: { text: "no address in front" },
  },
  example: {
    bad:
      "==> etc/dnscache/run <==\n#!/bin/sh\nexec <seed\nexec envuidgid dnscache envdir ./env dnscache\n" +
      "==> etc/dnscache/env/ROOT <==\n/etc/dnscache/root\n==> etc/dnscache/env/IP <==\n127.0.0.1\n" +
      "==> etc/dnscache/root/servers/@ <==\na.root-servers.net\n",
    good:
      "==> etc/dnscache/run <==\n#!/bin/sh\nexec <seed\nexec envuidgid dnscache envdir ./env dnscache\n" +
      "==> etc/dnscache/env/ROOT <==\n/etc/dnscache/root\n==> etc/dnscache/env/IP <==\n127.0.0.1\n" +
      "==> etc/dnscache/root/servers/@ <==\n198.41.0.4\n",
  },
  on: {
    chain: (chain, script, report) => {
      const root = cacheRootOf(chain, script);
      if (root === undefined) return;
      const { word: at } = lastStep(chain);
      const folder = printable(`${root}/servers`);
      const lists = serverLists(root, script);
      // A folder that is there shows that what belongs beside it was kept.
      if (!lists && isMissingFor(script, folder) && clientNames(root, script)?.length)
        report({ at, message: "folder", params: { folder } });
      if (lists && isMissingFor(script, `${root}/servers/@`)) report({ at, message: "missing", params: { folder } });
      for (const list of lists ?? []) {
        const said = aboutList(list, `${folder}/${printable(list.name)}`);
        if (said) report({ at, ...said });
      }
    },
  },
});

function aboutList({ name, path, lines }: ServerList, file: string): Omit<Observation, "at"> | undefined {
  const skipped = lines.filter(({ address }) => address === undefined);
  const read = lines.length - skipped.length;
  const related = skipped.map(({ span }) => ({ file: path, span, message: "line" }));
  const below = name === "@" ? "that no other file is for" : `below ${printable(name)}`;
  if (read === 0) return { message: "none", params: { file, below }, related };
  const count = skipped.length === 1 ? "a line" : `${skipped.length} lines`;
  if (skipped.length > 0) return { message: "skipped", params: { file, count }, related };
  return read > MOST_SERVERS ? { message: "more", params: { file, most: MOST_SERVERS } } : undefined;
}
