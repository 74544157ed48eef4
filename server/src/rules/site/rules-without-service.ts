import { printable } from "djblint-grammars/text";
import { isUcspi, portNumber, serverOf } from "../../model/run/service-server.js";
import { isNamedInScripts } from "../../model/site/named-in-scripts.js";
import type { SiteService } from "../../model/site/site-services.js";
import type { FilePlace } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF502",
  name: "rules-without-service",
  language: "site",
  severity: "info",
  category: "compiled files",
  since: "0.1",
  what: "Access rules that no service of the host reads, though it has services of their kind",
  why: "A server reads the file that its -x names, and nothing else: what is changed here has no effect",
  silent:
    "Where the host has no service for the protocol in the name of the file, where a script leaves the path of its rules to " +
    "the shell, and where a script of the host names the file or a Makefile lies beside it",
  sources: ["tcpserver(1)", "tcprules(1)"],
  fixable: "none",
  messages: {
    unused: {
      text: "no service reads these rules: {service} reads {read}",
      help: "change {read} instead, and delete this file; or name what is compiled of it with -x",
    },
    service: { text: "{service} reads other rules" },
  },
  example: {
    bad:
      "==> etc/tcp.smtp <==\n:allow\n==> etc/smtpd.rules <==\n:allow\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/smtpd.cdb 0 smtp qmail-smtpd\n",
    good:
      "==> etc/tcp.smtp <==\n:allow\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n",
  },
  on: {
    site: (site, report) => {
      const unused = site.ruleFiles.filter(({ readers }) => readers.length === 0);
      if (unused.length === 0) return;
      const servers = site.services.filter(({ chain }) => {
        const server = chain && serverOf(chain);
        return server?.rules && isUcspi(server);
      });
      if (servers.length === 0 || servers.some(({ rules }) => rules === undefined)) return;
      for (const { path } of unused) {
        const source = site.tree.analysis("tcprules", path)!;
        const service = serviceOfKind(path, servers);
        if (!service || isNamedElsewhere(source)) continue;
        const use = service.rules!;
        const params = { service: printable(service.name), read: printable(use.written) };
        report({
          at: { file: path, span: source.text.lines.span(0) },
          message: "unused",
          params,
          related: [{ ...use.at, message: "service", params }],
        });
      }
    },
  },
});

/** A service for the protocol that the name of the file tells. */
function serviceOfKind(path: string, servers: readonly SiteService[]): SiteService | undefined {
  const words = nameOf(path)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const ports = words.flatMap((word) => portNumber(word.replace(/d$/, "")) ?? portNumber(word) ?? []);
  return servers.find(({ port }) => port !== undefined && ports.includes(port));
}

function isNamedElsewhere(source: FilePlace): boolean {
  const folder = source.path.slice(0, source.path.lastIndexOf("/"));
  const beside = source.around.children(folder) ?? [];
  return beside.some(({ path }) => /\/(GNUm|[Mm])akefile$/.test(path)) || isNamedInScripts(source);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
