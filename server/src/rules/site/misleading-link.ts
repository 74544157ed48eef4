import { printable } from "djblint-grammars/text";
import type { SiteService } from "../../model/site/site-services.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF504",
  name: "misleading-link",
  language: "site",
  severity: "warning",
  category: "services",
  since: "0.1",
  what: "A service is linked under the name of another one",
  why: "svc and svstat know services by the names of the links: who stops or restarts the one stops the other",
  silent: "For links with a name of their own, which is common",
  sources: ["svscan(8)", "svc(8)"],
  fixable: "none",
  messages: {
    other: {
      text: "{link} leads here, and there is another service called {name}: svc and svstat with {link} mean this one",
      help: "give the link the name of the folder, or another one that no service has",
    },
    unused: {
      text: "{link} leads here, and not to the service called {name}: svc and svstat with {link} mean this one",
      help: "give the link the name of the folder, or delete the folder that is not used any more",
      severity: "info",
    },
    service: { text: "the service called {name}" },
  },
  example: {
    bad:
      "==> etc/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 0 smtp qmail-smtpd\n" +
      "==> etc/pop3d/run <==\n#!/bin/sh\nexec tcpserver -RHl0 0 pop3 qmail-popup\n" +
      "==> service/smtpd -> ../etc/pop3d <==\n==> service/pop3d -> ../etc/smtpd <==\n",
    good:
      "==> etc/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 0 smtp qmail-smtpd\n" +
      "==> etc/pop3d/run <==\n#!/bin/sh\nexec tcpserver -RHl0 0 pop3 qmail-popup\n" +
      "==> service/smtpd -> ../etc/smtpd <==\n==> service/pop3d -> ../etc/pop3d <==\n",
  },
  on: {
    site: ({ services }, report) => {
      const byName = new Map(services.map((service) => [service.name, service]));
      for (const service of services) {
        for (const { name, path } of service.links) {
          const other = name === service.name ? undefined : byName.get(name);
          if (!other || other === service || isLinkedAs(other, name)) continue;
          const params = { link: printable(path), name: printable(name) };
          report({
            at: { file: service.script.path, span: service.script.text.lines.span(0) },
            message: other.links.length > 0 ? "other" : "unused",
            params,
            related: [{ file: other.script.path, span: other.script.text.lines.span(0), message: "service", params }],
          });
        }
      }
    },
  },
});

/** Two folders of svscan may use one name for two services. */
function isLinkedAs({ links }: SiteService, name: string): boolean {
  return links.some((link) => link.name === name);
}
