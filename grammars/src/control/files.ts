/**
 * The control files of qmail: who reads each, how, what counts without it, whether it must exist, and when a change
 * acts. The one table for the parser, the model, hover, completion and the documentation; `patch-files.ts` continues it.
 * Source: specification section 2.
 */

import { type ControlFileSpec, file } from "./file-spec.js";
import { PATCH_FILES } from "./patch-files.js";

export type { ControlFileSpec, Dialect, Needed, Origin, Reread, Shape } from "./file-spec.js";
export { DIALECTS, hasCommentLines } from "./file-spec.js";

const SMTPD = ["qmail-smtpd"];
const SMTPD_QMTPD = ["qmail-smtpd", "qmail-qmtpd"];
const SEND = ["qmail-send"];
const REMOTE = ["qmail-remote"];
const INJECT = ["qmail-inject"];

export const CONTROL_FILES: readonly ControlFileSpec[] = [
  file(
    "me",
    "value",
    [...SMTPD, ...SEND, ...REMOTE, ...INJECT],
    "reader",
    "Name of this host; what counts where another file is missing.",
    {
      without: "qmail-smtpd and qmail-send do not start, and qmail-remote delivers nothing",
      needed: "yes",
    },
  ),
  file(
    "badmailfrom",
    "list",
    SMTPD,
    "connection",
    "Senders whose mail is refused: whole addresses, or @ and a domain.",
    {
      without: "no sender is refused",
    },
  ),
  file("bouncefrom", "value", SEND, "start", "User from whom bounces come.", { default: "MAILER-DAEMON" }),
  file("bouncehost", "value", SEND, "start", "Host from which bounces come.", { usesMe: true, default: "bouncehost" }),
  file("concurrencylocal", "number", SEND, "start", "Local deliveries at one time.", {
    default: 10,
    unit: "deliveries",
  }),
  file("concurrencyremote", "number", SEND, "start", "Remote deliveries at one time.", {
    default: 20,
    unit: "deliveries",
  }),
  file("databytes", "number", SMTPD_QMTPD, "connection", "Size of the largest message that is taken; 0 is no limit.", {
    default: 0,
    unit: "bytes",
    environment: "DATABYTES",
  }),
  file("defaultdomain", "value", INJECT, "run", "Added to host names without a dot.", {
    usesMe: true,
    default: "defaultdomain",
    environment: "QMAILDEFAULTDOMAIN",
  }),
  file("defaulthost", "value", INJECT, "run", "Added to addresses without a host.", {
    usesMe: true,
    default: "defaulthost",
    environment: "QMAILDEFAULTHOST",
  }),
  file("doublebouncehost", "value", SEND, "start", "Host to which double bounces go.", {
    usesMe: true,
    default: "doublebouncehost",
  }),
  file("doublebounceto", "value", SEND, "start", "User to whom double bounces go; the host is added.", {
    default: "postmaster",
  }),
  file("envnoathost", "value", SEND, "start", "Added to recipients without an @.", {
    usesMe: true,
    default: "envnoathost",
  }),
  file("helohost", "value", REMOTE, "delivery", "Name that is said to other hosts.", {
    usesMe: true,
    without: "qmail-remote delivers nothing",
    needed: "without me",
  }),
  file("idhost", "value", INJECT, "run", "Host in the Message-ID.", {
    usesMe: true,
    default: "idhost",
    environment: "QMAILIDHOST",
  }),
  file(
    "localiphost",
    "value",
    SMTPD,
    "connection",
    "Stands for the own addresses in recipients such as joe@[192.0.2.1].",
    {
      usesMe: true,
      without: "such recipients are not changed",
    },
  ),
  file("locals", "list", SEND, "hangup", "Domains whose mail is delivered here.", {
    usesMe: true,
    without: "qmail-send does not start",
    needed: "without me",
  }),
  file(
    "morercpthosts",
    "keys",
    ["qmail-newmrh"],
    "run",
    "Further domains whose mail is taken; source of morercpthosts.cdb.",
    {
      without: "nothing is added to rcpthosts",
    },
  ),
  file("morercpthosts.cdb", "database", SMTPD_QMTPD, "connection", "Further domains whose mail is taken.", {
    without: "nothing is added to rcpthosts",
  }),
  file("percenthack", "list", SEND, "start", "Domains in whose addresses the last % becomes an @.", {
    without: "a % has no meaning",
  }),
  file("plusdomain", "value", INJECT, "run", "Added to host names that end in a plus sign.", {
    usesMe: true,
    default: "plusdomain",
    environment: "QMAILPLUSDOMAIN",
  }),
  file("qmqpservers", "addresses", ["qmail-qmqpc"], "run", "Addresses of the servers that take mail by QMQP.", {
    without: "qmail-qmqpc takes no mail",
    needed: "yes",
  }),
  file("queuelifetime", "number", SEND, "start", "How long a message is tried.", { default: 604800, unit: "seconds" }),
  file("rcpthosts", "list", SMTPD_QMTPD, "connection", "Domains whose mail is taken from anybody.", {
    without: "mail to every domain is taken from anybody",
  }),
  file("smtpgreeting", "value", SMTPD, "connection", "Text of the greeting behind the code 220.", {
    usesMe: true,
    without: "qmail-smtpd does not start",
    needed: "without me",
  }),
  file("smtproutes", "routes", REMOTE, "delivery", "Hosts to which mail goes instead of the mail exchangers.", {
    without: "mail goes to the mail exchangers of its domain",
  }),
  file("timeoutconnect", "number", REMOTE, "delivery", "How long the other host may take to answer a connection.", {
    default: 60,
    unit: "seconds",
  }),
  file("timeoutremote", "number", REMOTE, "delivery", "How long the other host may take for a reply.", {
    default: 1200,
    unit: "seconds",
  }),
  file("timeoutsmtpd", "number", SMTPD, "connection", "How long a client may take for its next bytes.", {
    default: 1200,
    unit: "seconds",
  }),
  file("virtualdomains", "map", SEND, "hangup", "Domains and addresses whose mail a local user gets.", {
    without: "there are none",
  }),
];

const BY_NAME = new Map([...PATCH_FILES, ...CONTROL_FILES].map((spec) => [spec.name, spec]));

export function controlFile(name: string): ControlFileSpec | undefined {
  return BY_NAME.get(name);
}
