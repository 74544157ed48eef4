/** The talk of a client with qmail-smtpd: one sender, one recipient. */
import { printable } from "djblint-grammars/text";
import { domainOf } from "../model/control/mail-address.js";
import { moreRcpthostsTable } from "../model/control/more-rcpthosts.js";
import type { Recipient, SmtpSession } from "../model/control/smtp-session.js";
import type { MailJournal, StepPlace } from "./mail-journal.js";

export interface SmtpTalk {
  readonly sender: string;
  readonly to: string;
  /** What sets RELAYCLIENT; undefined when no file does. */
  readonly relayPlace: StepPlace | undefined;
}

/** The reply to RCPT, or the first refusal. */
export function talkSmtp(session: SmtpSession, { sender, to, relayPlace }: SmtpTalk, journal: MailJournal): string {
  const greeting = session.greeting();
  if (session.obstacle !== undefined) {
    const why = journal.site.home.directory.has(session.obstacle) ? "cannot read" : "does not find";
    journal.noteFile("smtp", `${greeting}: qmail-smtpd ${why} control/${session.obstacle}`, session.obstacle);
    return greeting;
  }
  const [toMail] = session.command(`MAIL FROM:<${sender}>`);
  if (!toMail.startsWith("250")) {
    journal.note("smtp", `${toMail}: the sender has more than 899 bytes`);
    return toMail;
  }
  const [reply] = session.command(`RCPT TO:<${to}>`);
  const { badmailfrom, recipient } = session;
  if (recipient) noteRecipient(recipient, reply, relayPlace, journal);
  else if (badmailfrom && reply.startsWith("553")) {
    const says = `${reply}: "${printable(badmailfrom.key)}" is for the sender ${printable(sender)}`;
    journal.noteControl("smtp", says, badmailfrom);
  } else journal.note("smtp", `${reply}: the recipient has more than 899 bytes`);
  return reply;
}

function noteRecipient(
  recipient: Recipient,
  reply: string,
  relayPlace: StepPlace | undefined,
  journal: MailJournal,
): void {
  const { address, relayclient, acceptance } = recipient;
  noteLiteral(recipient, journal);
  if (!acceptance) {
    const appended = relayclient === "" ? "" : `, and its value is put behind the address: ${printable(address)}`;
    journal.note("smtp", `${reply}: RELAYCLIENT is set, so rcpthosts is not asked${appended}`, relayPlace);
  } else if (!acceptance.accepted) noteRefusal(address, reply, journal);
  else if (acceptance.by === "entry") {
    const { entry } = acceptance;
    const domain = printable(domainOf(address) ?? "");
    journal.noteControl("smtp", `${reply}: "${printable(entry.key)}" takes in mail for ${domain}`, entry);
  } else if (acceptance.by === "no-domain") {
    journal.note("smtp", `${reply}: an address without @ is always taken`);
  } else {
    journal.note("smtp", `${reply}: there is no control/rcpthosts, so mail for every domain is taken from anybody`);
  }
}

/** G2. */
function noteLiteral({ literal }: Recipient, journal: MailJournal): void {
  const host = journal.site.home.directory.value("localiphost");
  if (literal === undefined || !host) return;
  const says = `${printable(literal)} names this host by its address: the name ${printable(host.text)} takes its place`;
  journal.noteControl("smtp", says, host);
}

function noteRefusal(address: string, reply: string, journal: MailJournal): void {
  const { files } = journal.site.home.directory;
  const domain = domainOf(address) ?? "";
  const says = `${reply}: nothing in rcpthosts is for ${printable(domain) || "the empty domain"}`;
  journal.noteFile("smtp", says, "rcpthosts");
  const source = files.get("morercpthosts");
  if (!source || source === "unreadable") return;
  const waiting = moreRcpthostsTable(source.text.bytes).findHost(domain);
  if (!waiting) return;
  const why = `"${printable(waiting.key)}" here does not count: qmail-newmrh has not put it into morercpthosts.cdb`;
  journal.noteControl("smtp", why, waiting);
}
