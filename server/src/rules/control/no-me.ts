import { namesBeside } from "../../model/control/control-source.js";
import { isNamedInScripts } from "../../model/site/named-in-scripts.js";
import { siteOf } from "../../model/site/site.js";
import type { SiteMail } from "../../model/site/site-mail.js";
import type { SiteService } from "../../model/site/site-services.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM101",
  name: "no-me",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "There is no control file me, and a script starts qmail",
  why:
    "The programs of qmail take from it what their own files do not say: without me and locals qmail-send does not start, without " +
    "me and smtpgreeting qmail-smtpd sends every client away (421), without me and helohost qmail-remote puts off all mail",
  silent:
    "Where no script of the host starts qmail, where a script names me and so may write it, where a template of it lies beside, " +
    "and where none of rcpthosts, locals and virtualdomains is there",
  sources: [
    "qmail specification M1, M2, M3",
    "measured: smtpd-sessions-054, smtproutes-routing-107, delivery-decision-003",
  ],
  fixable: "none",
  messages: {
    send: {
      text: "there is neither me nor locals beside this file: qmail-send does not start (unable to read controls)",
      help: "write the name of the host into control/me",
    },
    smtpd: {
      text: "there is neither me nor smtpgreeting beside this file: qmail-smtpd sends every client away (421)",
      help: "write the name of the host into control/me",
    },
    remote: {
      text: "there is neither me nor helohost beside this file: qmail-remote sends nothing, and mail to other hosts waits",
      help: "write the name of the host into control/me",
    },
    service: { text: "this starts it" },
  },
  example: {
    bad:
      "==> var/qmail/control/rcpthosts <==\nexample.org\n==> var/qmail/control/locals <==\nexample.org\n" +
      "==> service/qmail/run <==\n#!/bin/sh\nexec qmail-start ./Maildir/\n",
    good:
      "==> var/qmail/control/me <==\nmail.example.org\n==> var/qmail/control/rcpthosts <==\nexample.org\n" +
      "==> var/qmail/control/locals <==\nexample.org\n" +
      "==> service/qmail/run <==\n#!/bin/sh\nexec qmail-start ./Maildir/\n",
  },
  on: {
    file: (file, report) => {
      const names = SPEAKERS.includes(file.name) ? namesBeside(file) : undefined;
      if (!names || SPEAKERS.find((name) => names.includes(name)) !== file.name) return;
      const { path, around } = file;
      const folder = path.slice(0, -file.name.length - 1);
      const me = { path: `${folder}/me`, around };
      if (!around.isMissing(me.path, "") || names.some((name) => name.startsWith("me.")) || isNamedInScripts(me))
        return;
      const mail = siteOf(around, path)?.mail.find(({ home }) => home.control === folder);
      const need = mail && needOf(mail, names);
      if (!need) return;
      const place = need.service.place(need.service.chain!.steps.at(-1)!.word);
      report({ at: { start: 0, end: 0 }, message: need.message, related: [{ ...place, message: "service" }] });
    },
  },
});

/** Of each host its own: who keeps them is likely to keep all. The first that is there speaks for the folder. */
const SPEAKERS = ["rcpthosts", "locals", "virtualdomains"];

interface Need {
  readonly message: "send" | "smtpd" | "remote";
  readonly service: SiteService;
}

/** The gravest: what a program that does not start would do is no matter. */
function needOf({ queues: [queue], smtp }: SiteMail, names: readonly string[]): Need | undefined {
  const [first] = smtp;
  if (queue?.chain && !names.includes("locals")) return { message: "send", service: queue };
  if (first?.service.chain && !names.includes("smtpgreeting")) return { message: "smtpd", service: first.service };
  if (queue?.chain && !names.includes("helohost")) return { message: "remote", service: queue };
  return undefined;
}
