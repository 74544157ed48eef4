/** What qmail-smtpd replies to the commands of a client, and what it puts into the queue. Specification section 3. */
import type { Dialect } from "djblint-grammars/control/files";
import { ScannedNumber, scanNumber } from "../tinydns/scalars.js";
import { foldCase } from "./control.js";
import type { ControlDirectory, Listed } from "./control-directory.js";
import { isOwnAddress } from "./host-addresses.js";
import { type Acceptance, acceptanceOf, badSenderEntry } from "./mail-acceptance.js";
import { addressOfArgument, bracketedAddress, domainOf, LONGEST_ADDRESS, localPartOf } from "./mail-address.js";

export interface SmtpOptions {
  readonly directory: ControlDirectory;
  readonly dialect: Dialect;
  /** The addresses of this host, dotted. */
  readonly ownAddresses: readonly string[];
  /** Variables that qmail-smtpd is started with. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What was made of the address in a RCPT command. */
export interface Recipient {
  /** As it goes into the queue. */
  readonly address: string;
  /** The address before localiphost took the place of an own address; undefined when it did not (G2). */
  readonly literal: string | undefined;
  /** Value of RELAYCLIENT, which stands at the end of the address; undefined when it is not set. */
  readonly relayclient: string | undefined;
  /** Undefined where RELAYCLIENT decides. */
  readonly acceptance: Acceptance | undefined;
}

export interface QueuedMail {
  readonly sender: string;
  readonly recipients: readonly string[];
}

const TOO_LONG = "555 syntax error (#5.5.4)";
const UNREADABLE = "421 unable to read controls (#4.3.0)";
/** A10: a message with so many Received and Delivered-To fields is looping. */
export const MOST_HOPS = 100;

/** Files without which, or with an error in which, qmail-smtpd refuses to work (M1, A11). */
const READ_AT_START = [
  "me",
  "smtpgreeting",
  "localiphost",
  "timeoutsmtpd",
  "rcpthosts",
  "morercpthosts.cdb",
  "badmailfrom",
  "databytes",
];

const HELP: Readonly<Record<Dialect, string>> = {
  qmail: "214 qmail home page: http://pobox.com/~djb/qmail.html",
  netqmail: "214 netqmail home page: http://qmail.org/netqmail",
  notqmail: "214 notqmail home page: https://notqmail.org",
};

/** One connection. Commands are given without their line end; each answer may have several lines. */
export class SmtpSession {
  private sender: string | undefined;
  private badSender: Listed | undefined;
  private recipients: string[] = [];
  /** The recipient of the last RCPT that was accepted or refused by rcpthosts. */
  recipient: Recipient | undefined;
  /** Exit code; undefined while the session lasts. */
  exit: number | undefined;
  readonly queued: QueuedMail[] = [];

  constructor(private readonly options: SmtpOptions) {}

  /** The control file that keeps qmail-smtpd from working; `me` when it is missing. */
  get obstacle(): string | undefined {
    const { directory } = this.options;
    // A5: without rcpthosts, the database is not opened.
    const read = READ_AT_START.filter((name) => name !== "morercpthosts.cdb" || directory.has("rcpthosts"));
    return read.find((name) => directory.isUnreadable(name)) ?? (this.greetingText === undefined ? "me" : undefined);
  }

  /** The entry of badmailfrom that the sender of the last MAIL is under. */
  get badmailfrom(): Listed | undefined {
    return this.badSender;
  }

  greeting(): string {
    if (this.obstacle === undefined) return `220 ${this.greetingText} ESMTP`;
    this.exit = 1;
    return UNREADABLE;
  }

  command(line: string): string[] {
    const blank = line.indexOf(" ");
    const verb = foldCase(blank < 0 ? line : line.slice(0, blank));
    const argument = blank < 0 ? "" : line.slice(blank).replace(/^ +/, "");
    switch (verb) {
      case "helo":
        this.sender = undefined;
        return [`250 ${this.greetingText}`];
      case "ehlo":
        this.sender = undefined;
        return [`250-${this.greetingText}`, "250-PIPELINING", "250 8BITMIME"];
      case "mail":
        return [this.mail(argument)];
      case "rcpt":
        return [this.rcpt(argument)];
      case "data":
        return [this.startData()];
      case "rset":
        this.sender = undefined;
        return ["250 flushed"];
      case "noop":
        return ["250 ok"];
      case "vrfy":
        return ["252 send some mail, i'll try my best"];
      case "help":
        return [HELP[this.options.dialect]];
      case "quit":
        this.exit = 0;
        return [`221 ${this.greetingText}`];
      default:
        return ["502 unimplemented (#5.5.1)"];
    }
  }

  /** A3: a bad sender is refused at RCPT only. */
  private mail(argument: string): string {
    const { address } = this.readAddress(argument);
    if (address.length > LONGEST_ADDRESS) return TOO_LONG;
    this.badSender = badSenderEntry(this.options.directory, address);
    this.sender = address;
    this.recipients = [];
    return "250 ok";
  }

  private rcpt(argument: string): string {
    if (this.sender === undefined) return "503 MAIL first (#5.5.1)";
    const { address, literal } = this.readAddress(argument);
    if (address.length > LONGEST_ADDRESS) return TOO_LONG;
    if (this.badSender) return "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)";
    const { RELAYCLIENT: relayclient } = this.options.environment;
    const acceptance = relayclient === undefined ? acceptanceOf(this.options.directory, address) : undefined;
    this.recipient = { address: address + (relayclient ?? ""), literal, relayclient, acceptance };
    if (acceptance?.accepted === false) {
      return "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)";
    }
    this.recipients.push(this.recipient.address);
    return "250 ok";
  }

  /** A1, G2. */
  private readAddress(argument: string): { address: string; literal: string | undefined } {
    const address = addressOfArgument(argument);
    const host = this.options.directory.value("localiphost")?.text;
    const ip = bracketedAddress(domainOf(address) ?? "");
    if (host === undefined || ip === undefined || !isOwnAddress(ip, this.options))
      return { address, literal: undefined };
    return { address: `${localPartOf(address)}@${host}`, literal: address };
  }

  private startData(): string {
    if (this.sender === undefined) return "503 MAIL first (#5.5.1)";
    if (this.recipients.length === 0) return "503 RCPT first (#5.5.1)";
    return "354 go ahead";
  }

  /** The lines of the message behind DATA; the last line of the reply holds numbers that differ each time. */
  message(lines: readonly string[]): string {
    const { sender = "", recipients } = this;
    this.sender = undefined;
    if (countHops(lines) >= MOST_HOPS) return "554 too many hops, this message is looping (#5.4.6)";
    const limit = this.sizeLimit();
    const size = lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (limit > 0 && size > limit) return "552 sorry, that message size exceeds my databytes limit (#5.3.4)";
    this.queued.push({ sender, recipients });
    return "250 ok <time> qp <pid>";
  }

  /** N4: an empty DATABYTES is 0, which is no limit. Both numbers are kept in 32 bits without sign. */
  private sizeLimit(): number {
    const { environment, directory } = this.options;
    if (environment.DATABYTES === undefined) return directory.number("databytes") >>> 0;
    const bytes = new TextEncoder().encode(environment.DATABYTES);
    const scanned = new ScannedNumber();
    return scanNumber(bytes, 0, bytes.length, scanned) ? scanned.low : 0;
  }

  private get greetingText(): string | undefined {
    return this.options.directory.value("smtpgreeting")?.text;
  }
}

/** A10: header lines that begin with these words, whatever follows. */
function countHops(lines: readonly string[]): number {
  const end = lines.indexOf("");
  const header = end < 0 ? lines : lines.slice(0, end);
  return header.filter((line) => /^(received|delivered)/i.test(line)).length;
}
