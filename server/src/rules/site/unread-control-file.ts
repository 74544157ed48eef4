import { CONTROL_FILES } from "djblint-grammars/control/files";
import { printable } from "djblint-grammars/text";
import type { SiteObservation } from "../../check-site.js";
import type { ControlSource } from "../../model/control/control-source.js";
import { MAIL_PORTS } from "../../model/run/protocols.js";
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
  what: "A control file that nothing on the host reads",
  why:
    "concurrencyincoming, defaultdelivery, logsize and their like are no files of qmail: they count only if the script that " +
    "starts the service reads them. What only qmail-smtpd and qmail-qmtpd read counts only where one of them is started",
  silent:
    "Where the service that the file is for is not in the tree, or what it starts is not known; where a script reads the " +
    "folder of control files in a way that names no file; for files of qmail-send and qmail-remote. For those of " +
    "qmail-smtpd and qmail-qmtpd where svscan does not start qmail-send, where a service is not understood, where a script " +
    "names a program for SMTP or QMTP, where inetd, xinetd or systemd may start one; and for rcpthosts, which comes with qmail",
  sources: ["qmail specification section 2"],
  fixable: "none",
  messages: {
    unread: {
      text: "no script reads control/{file}: what it says has no effect on {service}",
      help: "write it into the script of {service}, or let that read this file; else delete it",
    },
    idle: {
      text: "no service of the host starts {reader}: what control/{file} says has no effect",
      help: "delete it if this host takes no mail from others; else start {reader}",
    },
    service: { text: "this starts {service}" },
  },
  example: {
    bad:
      "==> var/qmail/control/me <==\nmail.example.org\n==> var/qmail/control/concurrencyincoming <==\n200\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -c 40 0 smtp qmail-smtpd\n",
    good:
      "==> var/qmail/control/me <==\nmail.example.org\n==> var/qmail/control/concurrencyincoming <==\n200\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nM=`cat /var/qmail/control/concurrencyincoming`\nexec envuidgid qmaild tcpserver -URHl0 -c $M 0 smtp qmail-smtpd\n",
  },
  on: {
    site: (site, report) => {
      for (const mail of site.mail) {
        for (const [name, servicesFor] of READERS) {
          const file = fileOf(mail, name);
          const [service] = file ? servicesFor(mail) : [];
          if (file && service?.chain && !isRead(file, site)) report(unread(file, service, "unread"));
        }
        const queue = mayTakeMail(site, mail) ? undefined : mail.queues[0];
        for (const spec of queue ? FILES_OF_SERVERS : []) {
          const file = fileOf(mail, spec.name);
          if (file) report(unread(file, queue!, "idle", spec.readers.join(" or ")));
        }
      }
    },
  },
});

function fileOf({ home }: SiteMail, name: string): ControlSource | undefined {
  return home.tree.analysis("control", home.controlPath(name));
}

function unread(
  { name, path, text }: ControlSource,
  service: SiteService,
  message: "unread" | "idle",
  reader = "",
): SiteObservation {
  const params = { file: name, service: printable(service.name), reader };
  const there = service.place(service.chain!.steps.at(-1)!.word);
  return {
    at: { file: path, span: text.lines.span(0) },
    message,
    params,
    related: [{ ...there, message: "service", params }],
  };
}

/** Programs that a server starts for each connection. */
const SERVERS: ReadonlySet<string> = new Set(["qmail-smtpd", "qmail-qmtpd"]);

/** What only these read. qmail's own config-fast writes rcpthosts. */
const FILES_OF_SERVERS = CONTROL_FILES.filter(
  ({ name, origin, readers }) =>
    origin === "qmail" && name !== "rcpthosts" && readers.every((reader) => SERVERS.has(reader)),
);

/** Whether something on the host may take mail from others: also where that is not known. */
function mayTakeMail(site: Site, { queues: [queue], smtp }: SiteMail): boolean {
  if (!queue?.chain || queue.links.length === 0 || smtp.length > 0) return true;
  const { tree, services, root } = site;
  if (services.some(({ chain, port }) => chain === undefined || MAIL_PORTS.has(port ?? 0))) return true;
  const isOther = OTHER_STARTERS.some((path) => (tree.entry(`${root}/etc/${path}`)?.kind ?? "missing") !== "missing");
  return (
    isOther || site.sources("run").some(({ parts }) => parts.some(({ text }) => MAIL_SERVER.test(wholeText(text))))
  );
}

const OTHER_STARTERS = ["inetd.conf", "xinetd.conf", "xinetd.d", "systemd"];

const MAIL_SERVER = /smtp|qmtp|qmqp|mailfront|spamdyke/i;

/** Which services each file is for. */
const READERS: ReadonlyMap<string, (mail: SiteMail) => readonly SiteService[]> = new Map([
  ["concurrencyincoming", ({ smtp }: SiteMail) => smtp.map(({ service }) => service)],
  ["blacklists", ({ smtp }: SiteMail) => smtp.map(({ service }) => service)],
  ["defaultdelivery", ({ queues }: SiteMail) => queues],
  ["aliasempty", ({ queues }: SiteMail) => queues],
]);

/** A script that takes the name of a file from elsewhere may read any. */
function isRead(file: ControlSource, site: Site): boolean {
  return isNamedInScripts(file) || site.sources("run").some(({ parts }) => parts.some(({ text }) => mayReadAny(text)));
}

function mayReadAny(text: ControlSource["text"]): boolean {
  return /control\/["']?[$*`]|control\/?["']?\s*$|envdir\s+\S*control/m.test(wholeText(text));
}

function wholeText(text: ControlSource["text"]): string {
  return text.slice({ start: 0, end: text.bytes.length });
}
