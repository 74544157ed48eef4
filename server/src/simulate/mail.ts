/**
 * The whole way of a mail: from the client's connection through qmail-smtpd and qmail-send to qmail-local or
 * qmail-remote. Every decision is made in `model/`; here they are put in a row and into words. Specification section 8.
 */
import { printable } from "djblint-grammars/text";
import type { Listed } from "../model/control/control-directory.js";
import { domainOf } from "../model/control/mail-address.js";
import {
  type Delivery,
  readSendControls,
  rewriteRecipient,
  type SendControls,
  sendObstacle,
  shownInBounce,
} from "../model/control/mail-rewrite.js";
import { MOST_HOPS, SmtpSession } from "../model/control/smtp-session.js";
import { meetServer } from "./mail-access.js";
import { MailJournal, type MailSite } from "./mail-journal.js";
import { endLocally } from "./mail-local.js";
import { endRemotely } from "./mail-remote.js";
import type { AccessResult, DeliveryResult, MailOutcome, MailResult, RouteResult } from "./mail-result.js";
import { talkSmtp } from "./mail-smtp.js";

/** One character for each byte. */
export interface MailRequest {
  /** Address of the client, dotted. */
  readonly from: string;
  readonly sender: string;
  /** As it stands between the angle brackets of RCPT. */
  readonly to: string;
  /** Value of RELAYCLIENT, whatever the rules say; undefined to leave it to them. */
  readonly relayclient: string | undefined;
}

/** What becomes of a mail that is in the queue. */
interface QueueEnd {
  readonly delivery: DeliveryResult;
  readonly route: RouteResult | undefined;
  readonly outcome: MailOutcome;
}

interface SmtpEnd extends QueueEnd {
  readonly access: AccessResult | undefined;
  readonly reply: string | undefined;
  readonly queued: string | undefined;
}

/** Deliveries that led to this one; none of them may come again. */
type Trail = ReadonlySet<string>;

const NOWHERE: DeliveryResult = { channel: "none", address: undefined };

export function simulateMail(request: MailRequest, site: MailSite): MailResult {
  const journal = new MailJournal(site);
  const end = new MailWay(journal, request.sender).receive(request, new Set());
  return { ...end, steps: journal.steps };
}

class MailWay {
  constructor(
    private readonly journal: MailJournal,
    private readonly sender: string,
  ) {}

  /** A client connects and names a recipient. */
  receive({ from, to, relayclient }: Omit<MailRequest, "sender">, trail: Trail): SmtpEnd {
    const { journal } = this;
    const { access, environment, relayPlace } = meetServer(from, journal);
    const nothing = { access, queued: undefined, delivery: NOWHERE, route: undefined };
    if (access?.allowed === false) return { ...nothing, reply: undefined, outcome: "denied" };
    const { home, dialect, ownAddresses } = journal.site;
    const session = new SmtpSession({
      directory: home.directory,
      dialect,
      ownAddresses,
      environment: relayclient === undefined ? environment : { ...environment, RELAYCLIENT: relayclient },
    });
    const place = relayclient === undefined ? relayPlace : undefined;
    const reply = talkSmtp(session, { sender: this.sender, to, relayPlace: place }, journal);
    const { recipient } = session;
    if (!reply.startsWith("250") || !recipient) return { ...nothing, reply, outcome: "refused" };
    return { access, reply, queued: recipient.address, ...this.queue(recipient.address, trail) };
  }

  /** A recipient is in the queue, and qmail-send takes it up. */
  private queue(recipient: string, trail: Trail): QueueEnd {
    const { journal } = this;
    const { directory } = journal.site.home;
    const controls = readSendControls(directory);
    if (!controls) {
      const obstacle = sendObstacle(directory) ?? "me";
      const why = directory.has(obstacle)
        ? `cannot read control/${obstacle}`
        : "finds neither control/locals nor control/me";
      journal.noteFile("queue", `the mail stays in the queue: qmail-send ${why}, and does not start`, obstacle);
      return { delivery: NOWHERE, route: undefined, outcome: "deferred" };
    }
    const delivery = rewriteRecipient(controls, recipient);
    this.noteDelivery(recipient, delivery);
    const { channel, address } = delivery;
    const limit = `concurrency${channel}` as const;
    if (controls[limit] === 0) {
      journal.noteFile("queue", `the mail stays in the queue: ${limit} is 0, so nothing is delivered`, limit);
      return { delivery: { channel, address }, route: undefined, outcome: "deferred" };
    }
    return { delivery: { channel, address }, ...this.end(delivery, controls, trail) };
  }

  private noteDelivery(recipient: string, { completedBy, hacks, by, address, channel }: Delivery): void {
    const { journal } = this;
    if (completedBy) {
      const where = completedBy.file === "envnoathost" ? "envnoathost" : "me, for want of envnoathost,";
      const who = completedBy.file === undefined ? "qmail-send, which finds neither envnoathost nor me," : where;
      journal.noteControl(
        "queue",
        `${printable(recipient) || "the empty address"} has no @: ${who} adds @${printable(completedBy.text)}`,
        completedBy,
      );
    }
    for (const hack of hacks) {
      journal.noteControl("queue", `"${printable(hack.key)}" is in percenthack: the last % becomes an @`, hack);
    }
    const domain = printable(domainOf(address) ?? "") || "the empty domain";
    if (by.kind === "none") {
      const says = `${domain} is neither in locals nor in virtualdomains: the mail goes to another host`;
      journal.noteFile("queue", says, "locals");
    } else journal.noteControl("queue", describeEntry(domain, by.kind, by.entry, address), by.entry);
    if (channel === "local" && by.kind === "locals" && by.entry.file === "me") {
      journal.note("queue", "there is no control/locals, so the name in me is the only local domain");
    }
  }

  /** The last stretch; what comes again ends there. */
  private end({ channel, address }: Delivery, controls: SendControls, trail: Trail): Omit<QueueEnd, "delivery"> {
    const { journal } = this;
    const mark = `${channel} ${address}`;
    if (trail.has(mark) || trail.size >= MOST_HOPS) {
      this.noteLoop(channel, address);
      return { route: undefined, outcome: "looped" };
    }
    const behind = new Set(trail).add(mark);
    if (channel === "local") {
      const forward = (to: string) => (journal.follow() ? this.queue(to, behind).outcome : "forwarded");
      const outcome = endLocally(address, journal, forward);
      if (outcome === "bounced") this.noteBounce(address, controls);
      return { route: undefined, outcome };
    }
    return endRemotely(address, journal, (from, recipient) => this.comeBack(from, recipient, behind));
  }

  private noteBounce(address: string, controls: SendControls): void {
    const shown = shownInBounce(controls, address);
    if (shown !== address) this.journal.note("queue", `the bounce names the recipient as ${printable(shown)}`);
  }

  private noteLoop(channel: "local" | "remote", address: string): void {
    const why =
      channel === "local"
        ? "it has its Delivered-To line already, and is returned (5.4.6)"
        : `so it goes round until it has ${MOST_HOPS} hops, and is returned (5.4.6)`;
    this.journal.note(channel, `the mail for ${printable(address)} comes back once more: ${why}`);
  }

  /** What this host refuses from itself, its own qmail-remote returns to the sender. */
  private comeBack(from: string, to: string, trail: Trail): MailOutcome {
    const { outcome, reply } = this.receive({ from, to, relayclient: undefined }, trail);
    if (outcome === "denied") return "deferred";
    if (outcome !== "refused") return outcome;
    return reply?.startsWith("4") ? "deferred" : "bounced";
  }
}

function describeEntry(
  domain: string,
  kind: "locals" | "virtual" | "exception",
  entry: Listed,
  address: string,
): string {
  if (kind === "locals") return `${domain} is a local domain: the mail is for ${printable(address)} on this host`;
  const line = `the line "${printable(`${entry.key}:${entry.value}`)}"`;
  if (kind === "exception") return `${line} names no user: the mail goes to another host`;
  return `${line} gives the mail to a local user: ${printable(address)}`;
}
