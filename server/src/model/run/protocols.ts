/** The protocols that servers of these packages speak: their usual ports (services(5)) and their programs. */
export interface Protocol {
  readonly name: string;
  /** The first one is meant when nothing else is said. */
  readonly ports: readonly number[];
  readonly programs: readonly string[];
}

const SMTP: Protocol = { name: "SMTP", ports: [25, 587, 465], programs: ["qmail-smtpd", "rblsmtpd"] };
const QMTP: Protocol = { name: "QMTP", ports: [209], programs: ["qmail-qmtpd"] };
const QMQP: Protocol = { name: "QMQP", ports: [628], programs: ["qmail-qmqpd"] };

export const PROTOCOLS: readonly Protocol[] = [
  SMTP,
  { name: "POP3", ports: [110, 995], programs: ["qmail-popup", "qmail-pop3d"] },
  { name: "IMAP", ports: [143, 993], programs: ["imaplogin", "imapd"] },
  QMTP,
  QMQP,
  { name: "DNS", ports: [53], programs: ["axfrdns"] },
];

/** Ports on which mail is taken from programs of users, and from other hosts. */
export const SMTP_PORTS: ReadonlySet<number> = new Set(SMTP.ports);

/** Ports on which mail is taken in any way. */
export const MAIL_PORTS: ReadonlySet<number> = new Set([SMTP, QMTP, QMQP].flatMap(({ ports }) => ports));
