import { printable } from "djblint-grammars/text";
import type { ControlSource } from "../../model/control/control-source.js";
import { isNamedInScripts } from "../../model/site/named-in-scripts.js";
import type { Site } from "../../model/site/site.js";
import type { SiteMail } from "../../model/site/site-mail.js";
import type { SiteService } from "../../model/site/site-services.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF503",
  name: "unread-control-file",
  language: "site",
  severity: "info",
  category: "files",
  since: "0.1",
  what: "A control file that scripts read by convention, and no script of the host reads",
  why:
    "concurrencyincoming, defaultdelivery, logsize and their like are no files of qmail: they count only if the script that " +
    "starts the service reads them",
  silent:
    "Where the service that the file is for is not in the tree, or what it starts is not known; where a script reads the " +
    "folder of control files in a way that names no file; and for all files that programs of qmail read",
  sources: ["qmail specification section 2"],
  fixable: "none",
  messages: {
    unread: {
      text: "no script reads control/{file}: what it says has no effect on {service}",
      help: "write it into the script of {service}, or let that read this file; else delete it",
    },
    service: { text: "this starts {service}" },
  },
  example: {
    bad:
      "==> var/qmail/control/me <==\nmail.example.org\n==> var/qmail/control/concurrencyincoming <==\n200\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec tcpserver -c 40 0 smtp qmail-smtpd\n",
    good:
      "==> var/qmail/control/me <==\nmail.example.org\n==> var/qmail/control/concurrencyincoming <==\n200\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nM=`cat /var/qmail/control/concurrencyincoming`\nexec tcpserver -c $M 0 smtp qmail-smtpd\n",
  },
  on: {
    site: (site, report) => {
      for (const mail of site.mail) {
        for (const [name, servicesFor] of READERS) {
          const file = site.tree.analysis("control", mail.home.controlPath(name));
          const [service] = file ? servicesFor(mail) : [];
          if (!file || !service?.chain || isRead(file, site)) continue;
          const params = { file: name, service: printable(service.name) };
          const there = service.place(service.chain.steps.at(-1)!.word);
          report({
            at: { file: file.path, span: file.text.lines.span(0) },
            message: "unread",
            params,
            related: [{ ...there, message: "service", params }],
          });
        }
      }
    },
  },
});

/** Which services each file is for. */
const READERS: ReadonlyMap<string, (mail: SiteMail) => readonly SiteService[]> = new Map([
  ["concurrencyincoming", ({ smtp }: SiteMail) => smtp.map(({ service }) => service)],
  ["blacklists", ({ smtp }: SiteMail) => smtp.map(({ service }) => service)],
  ["defaultdelivery", ({ queue }: SiteMail) => (queue ? [queue] : [])],
  ["aliasempty", ({ queue }: SiteMail) => (queue ? [queue] : [])],
]);

/** A script that takes the name of a file from elsewhere may read any. */
function isRead(file: ControlSource, site: Site): boolean {
  return isNamedInScripts(file) || site.sources("run").some(({ parts }) => parts.some(({ text }) => mayReadAny(text)));
}

function mayReadAny(text: ControlSource["text"]): boolean {
  return /control\/["']?[$*`]|control\/?["']?\s*$|envdir\s+\S*control/m.test(
    text.slice({ start: 0, end: text.bytes.length }),
  );
}
