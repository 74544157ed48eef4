/** What becomes of a mail, as plain data. */

/** One word for the end of the way. */
export type MailOutcome =
  /** The server closes the connection: a rule denies the client. */
  | "denied"
  /** qmail-smtpd refuses the sender or the recipient, or every client. */
  | "refused"
  /** A mailbox or a program of a user gets the mail, as far as files tell. */
  | "delivered-local"
  /** The user's instructions send it on to other addresses, and keep nothing. */
  | "forwarded"
  /** The user's instructions do nothing: the mail is gone. */
  | "discarded"
  /** It is handed to another host. */
  | "sent-to-host"
  /** It goes back to the sender. */
  | "bounced"
  /** It waits in the queue; when queuelifetime has passed, it goes back. */
  | "deferred"
  /** It comes back to where it was, until it has too many hops or Delivered-To lines. */
  | "looped";

/** The part of the way that a step belongs to. */
export type MailStage = "access" | "smtp" | "queue" | "local" | "remote";

export interface MailStep {
  readonly stage: MailStage;
  /** Absolute path of the file that decided; undefined when no file did. */
  readonly path: string | undefined;
  /** 0-based; undefined when it is the file as a whole, or that there is none. */
  readonly line: number | undefined;
  readonly says: string;
}

export interface AccessResult {
  /** Key of the rule, as tcprulescheck prints it; undefined when none matches and the client is let in. */
  readonly rule: string | undefined;
  readonly allowed: boolean;
  /** What the rule sets. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface RouteResult {
  /** Name or address of the host that is tried first; the domain itself where its exchangers are not known. */
  readonly host: string;
  /** Its address, dotted, where it is known. */
  readonly address: string | undefined;
  readonly port: number;
  /** What decided: a line of smtproutes, the exchangers or the address of the domain, or an address in its place. */
  readonly source: "smtproutes" | "mx" | "a" | "literal";
}

export interface DeliveryResult {
  /** `none` when the mail is not taken in, or not looked at by qmail-send. */
  readonly channel: "local" | "remote" | "none";
  readonly address: string | undefined;
}

/** Text has one character for each byte. */
export interface MailResult {
  /** Undefined when no rules are known. */
  readonly access: AccessResult | undefined;
  /** To RCPT, or the first refusal; undefined when there is no talk. */
  readonly reply: string | undefined;
  /** The recipient as it stands in the queue; undefined when it was not taken. */
  readonly queued: string | undefined;
  readonly delivery: DeliveryResult;
  /** Undefined for mail that is connected to no host. */
  readonly route: RouteResult | undefined;
  readonly outcome: MailOutcome;
  readonly steps: readonly MailStep[];
}
