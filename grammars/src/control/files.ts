/**
 * The control files of qmail: who reads each, how, what counts without it, and when a change acts. The one table for
 * the parser, the model, hover, completion and the documentation. Source: specification section 2.
 */

export type Flavour = "qmail" | "netqmail" | "notqmail";

export const FLAVOURS: readonly Flavour[] = ["qmail", "netqmail", "notqmail"];

/** How a file is read. */
export type Shape =
  /** The first line (R1 to R7). */
  | "value"
  /** The digits that begin the first line (R8 to R10). */
  | "number"
  /** Entries that are looked up whole (R11 to R20). */
  | "list"
  /** Entries of a key and a value (R19 to R23). */
  | "map"
  /** As a map; the value is a relay with a port (T4). */
  | "routes"
  /** IPv4 addresses in order. */
  | "addresses"
  /** A constant database, no text. */
  | "database"
  /** Delivery instructions of `.qmail` files (Q1). */
  | "instructions"
  /** `users/assign` (U1). */
  | "assignments";

/** When a change of the file acts. */
export type Reread =
  /** Each SMTP connection starts a new qmail-smtpd. */
  | "connection"
  /** Each remote delivery starts a new qmail-remote. */
  | "delivery"
  /** Each run of the command. */
  | "run"
  /** When qmail-send is started anew. */
  | "start"
  /** When qmail-send is started anew or gets a HUP signal. */
  | "hangup";

export interface ControlFileSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly readers: readonly string[];
  readonly doc: string;
  /** Without the file, the first line of `me` counts. */
  readonly usesMe: boolean;
  /** What counts without the file, and without `me` where that is asked first; undefined when nothing does. */
  readonly default: string | number | undefined;
  /** What happens when there is neither file nor default, in words. */
  readonly without: string;
  readonly reread: Reread;
  /** What a number counts. */
  readonly unit?: "seconds" | "bytes" | "deliveries";
  /** Environment variable that is used instead. */
  readonly environment?: string;
  readonly flavours: readonly Flavour[];
}

type Details = Partial<Pick<ControlFileSpec, "usesMe" | "default" | "without" | "unit" | "environment">>;

function file(
  name: string,
  shape: Shape,
  readers: readonly string[],
  reread: Reread,
  doc: string,
  details: Details = {},
): ControlFileSpec {
  return {
    name,
    shape,
    readers,
    reread,
    doc,
    usesMe: false,
    default: undefined,
    without: "",
    flavours: FLAVOURS,
    ...details,
  };
}

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
    "start",
    "Name of this host; what counts where another file is missing.",
    {
      without: "qmail-smtpd and qmail-send do not start, and qmail-remote delivers nothing",
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
  }),
  file(
    "morercpthosts",
    "list",
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
  }),
  file("queuelifetime", "number", SEND, "start", "How long a message is tried.", { default: 604800, unit: "seconds" }),
  file("rcpthosts", "list", SMTPD_QMTPD, "connection", "Domains whose mail is taken from anybody.", {
    without: "mail to every domain is taken from anybody",
  }),
  file("smtpgreeting", "value", SMTPD, "connection", "Text of the greeting behind the code 220.", {
    usesMe: true,
    without: "qmail-smtpd does not start",
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

const BY_NAME = new Map(CONTROL_FILES.map((spec) => [spec.name, spec]));

export function controlFile(name: string): ControlFileSpec | undefined {
  return BY_NAME.get(name);
}

/** Shapes in which a line that begins with `#` is a comment (R12, Q1). */
export function hasCommentLines(shape: Shape): boolean {
  return shape === "list" || shape === "map" || shape === "routes" || shape === "addresses" || shape === "instructions";
}
