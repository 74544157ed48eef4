/**
 * What the parts of a rule line mean, which programs read them, and the variables that rules commonly set: the one
 * table for hover, completion, signature help and the documentation. Source: specification sections 2, 6, 9 and 11.
 */

/** The programs called tcprules: the original, its IPv6 patch, and the rewrite. */
export type Dialect = "ucspi-tcp" | "ucspi-tcp-ipv6" | "ucspi-tcp6";

export interface DialectSpec {
  readonly name: Dialect;
  readonly title: string;
  /** Where the address ends (R10, R11, section 11). */
  readonly split: string;
  /** What becomes of a line without a place to split. */
  readonly withoutSplit: "skips" | "hangs";
  readonly ipv6: boolean;
  readonly cidr: boolean;
  /** Exit code for a line that cannot be parsed. */
  readonly faultExit: number;
}

export const DIALECTS: readonly DialectSpec[] = [
  {
    name: "ucspi-tcp",
    title: "ucspi-tcp 0.88",
    split: "the first colon",
    withoutSplit: "skips",
    ipv6: false,
    cidr: false,
    faultExit: 100,
  },
  {
    name: "ucspi-tcp-ipv6",
    title: "ucspi-tcp 0.88 with the IPv6 patch",
    split: "the first colon that `allow` or `deny` follows",
    withoutSplit: "hangs",
    ipv6: true,
    cidr: false,
    faultExit: 100,
  },
  {
    name: "ucspi-tcp6",
    title: "ucspi-tcp6",
    split: "the last colon in front of the first comma",
    withoutSplit: "skips",
    ipv6: true,
    cidr: true,
    faultExit: 101,
  },
];

export function dialectSpec(dialect: Dialect): DialectSpec {
  return DIALECTS.find((spec) => spec.name === dialect)!;
}

export interface PartSpec {
  readonly name: string;
  /** How the part is written. */
  readonly form: string;
  readonly doc: string;
}

/** The parts of a line, in the order in which they are written (R10 to R15). */
export const PARTS: readonly PartSpec[] = [
  {
    name: "address",
    form: "anything up to the colon",
    doc: "Which clients it is for. The most specific rule counts, wherever it stands; empty means everybody else.",
  },
  {
    name: "instruction",
    form: "allow or deny",
    doc: "What happens to the connection: lower case, directly behind the colon.",
  },
  {
    name: "variable",
    form: ',NAME="VALUE"',
    doc: "Set in the environment of the server program. Nothing is inherited from rules with a shorter address.",
  },
  {
    name: "delimiter",
    form: "any byte",
    doc: "The byte behind `=` begins the value, and the next one like it ends it; there are no escapes.",
  },
];

/** The addresses that the server asks for, in its order: the first that exists decides (R40). */
export const ADDRESS_FORMS: readonly PartSpec[] = [
  { name: "user at address", form: "info@1.2.3.4", doc: "That user (by IDENT) at that address." },
  { name: "user at host", form: "info@=host.example", doc: "That user (by IDENT) at the host of that name." },
  { name: "IP address", form: "1.2.3.4", doc: "That address." },
  { name: "range", form: "1.2.3.4-7", doc: "Short for one rule for each number; the first `-` counts." },
  { name: "host", form: "=host.example", doc: "The client whose address resolves to that name, in lower case." },
  { name: "prefix", form: "1.2.3.", doc: "Every address that begins so; the dot at the end is needed." },
  { name: "domain", form: "=.example", doc: "Every client whose name ends so. Any prefix comes before it." },
  { name: "any name", form: "=", doc: "Every client whose address resolves to a name." },
  { name: "default", form: "", doc: "Every client that no other rule names." },
];

export interface VariableSpec {
  readonly name: string;
  /** The name stands for all variables that begin with it. */
  readonly family: boolean;
  readonly readers: readonly string[];
  readonly effect: string;
  /** What the programs do when it is not set, where that is a surprise. */
  readonly unset?: string;
  /** `patched`: stock qmail does not know it. */
  readonly origin: "stock" | "patched";
}

function stock(name: string, readers: string[], effect: string, unset?: string): VariableSpec {
  return { name, family: false, readers, effect, unset, origin: "stock" };
}

function patched(name: string, family = false): VariableSpec {
  const effect = "Read by patched versions of qmail only; stock qmail takes no notice.";
  return { name, family, readers: [], effect, origin: "patched" };
}

const TEXT_OF_RECEIVED = "Text in the Received line; hides what tcpserver found.";

/** Section 9; AXFR as axfrdns(8) has it. */
export const VARIABLES: readonly VariableSpec[] = [
  stock(
    "RELAYCLIENT",
    ["qmail-smtpd", "qmail-qmtpd"],
    "Set, even to nothing: the client may send to any domain, and the value is appended to every recipient.",
  ),
  stock(
    "DATABYTES",
    ["qmail-smtpd", "qmail-qmtpd"],
    "Largest message in bytes, instead of control/databytes; 0 or empty is no limit, and only leading digits count.",
  ),
  stock(
    "RBLSMTPD",
    ["rblsmtpd"],
    "Empty: no block list is asked. With a `-` in front: mail is refused for good with this text; else for the moment.",
  ),
  stock(
    "QMAILQUEUE",
    ["netqmail", "notqmail", "patched qmail"],
    "Program that is run instead of qmail-queue; qmail 1.03 takes no notice.",
  ),
  stock(
    "AXFR",
    ["axfrdns"],
    "The zones that may be transferred, with `/` between them; empty: none. Where it is not set, all may be.",
    "The client may transfer all zones.",
  ),
  stock(
    "TCPREMOTEIP",
    ["qmail-smtpd", "rblsmtpd", "axfrdns"],
    "Taken for the address of the client, instead of what tcpserver found.",
  ),
  stock("TCPREMOTEHOST", ["qmail-smtpd"], TEXT_OF_RECEIVED),
  stock("TCPREMOTEINFO", ["qmail-smtpd"], TEXT_OF_RECEIVED),
  stock("TCPLOCALHOST", ["qmail-smtpd"], TEXT_OF_RECEIVED),
  patched("AUTHREQUIRED"),
  patched("BADLOADERTYPE"),
  patched("BADMIMETYPE"),
  patched("CHKUSER_MBXQUOTA"),
  patched("CHKUSER_RCPTLIMIT"),
  patched("CHKUSER_START"),
  patched("CHKUSER_WRONGRCPTLIMIT"),
  patched("CHKUSER_", true),
  patched("GREETDELAY"),
  patched("HELOCHECK"),
  patched("MFDNSCHECK"),
  patched("NOBOUNCE"),
  patched("NOP0FCHECK"),
  patched("QHPSI"),
  patched("RCPTCHECK"),
  patched("REQUIREAUTH"),
  patched("REQUIRE_AUTH"),
  patched("SENDERCHECK"),
  patched("SENDER_NOCHECK"),
  patched("SMTPAUTH"),
  patched("SPF", true),
  patched("SURBL"),
  patched("TARPITCOUNT"),
  patched("TARPITDELAY"),
  patched("UCSPITLS"),
];

/** What is known of a variable; names count letter by letter. */
export function variableSpec(name: string): VariableSpec | undefined {
  return VARIABLES.find((spec) => (spec.family ? name.startsWith(spec.name) : name === spec.name));
}
