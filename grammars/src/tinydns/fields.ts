/**
 * The line types of tinydns `data` and their fields: the one table that the parser, the compiler, signature help,
 * hover, completion, the printer and the documentation read. Source: specification section 6 (R1 to R12), 9 (K1, K2).
 */

export type Dialect = "djbdns" | "debian" | "ipv6";

export const DIALECTS: readonly Dialect[] = ["djbdns", "debian", "ipv6"];

export type FieldKind =
  | "name" // the owner name
  | "server" // a host name that is expanded with the infix of its line type when it holds no dot
  | "target" // a host name that is taken as it stands
  | "address" // IPv4
  | "address6" // 32 hexadecimal digits
  | "ttl"
  | "timestamp"
  | "location"
  | "location-definition"
  | "prefix"
  | "number"
  | "type"
  | "text"
  | "rdata";

export interface FieldSpec {
  readonly name: string;
  readonly kind: FieldKind;
  /** What counts when the field is empty, in words. */
  readonly default: string;
  readonly doc: string;
}

export interface LineType {
  readonly letter: string;
  /** Byte of the letter. */
  readonly code: number;
  readonly name: string;
  /** What the line publishes. */
  readonly creates: string;
  readonly dialects: readonly Dialect[];
  readonly fields: readonly FieldSpec[];
}

const ALL = DIALECTS;

const name: FieldSpec = { name: "fqdn", kind: "name", default: "the root", doc: "Owner name; always absolute." };
const address: FieldSpec = { name: "ip", kind: "address", default: "no address record", doc: "IPv4 address." };
const timestamp: FieldSpec = {
  name: "timestamp",
  kind: "timestamp",
  default: "no limit in time",
  doc: "TAI64 label, 16 hexadecimal digits. With ttl 0 the record ends then, otherwise it starts then.",
};
const location: FieldSpec = {
  name: "lo",
  kind: "location",
  default: "visible to everybody",
  doc: "Two-byte location code: only clients of that location see the record.",
};

function ttl(seconds: number): FieldSpec {
  return { name: "ttl", kind: "ttl", default: String(seconds), doc: "Seconds that caches may keep the records." };
}

function server(infix: string, role: string): FieldSpec {
  return {
    name: "x",
    kind: "server",
    default: `${infix}.FQDN`,
    doc: `Name of the ${role}; without a dot in it, x stands for x.${infix}.FQDN.`,
  };
}

function number(field: string, fallback: string, doc: string): FieldSpec {
  return { name: field, kind: "number", default: fallback, doc };
}

function target(doc: string): FieldSpec {
  return { name: "p", kind: "target", default: "the root", doc };
}

const tail = (seconds: number): FieldSpec[] => [ttl(seconds), timestamp, location];

function lineType(letter: string, title: string, creates: string, fields: FieldSpec[], dialects = ALL): LineType {
  return { letter, code: letter.charCodeAt(0), name: title, creates, fields, dialects };
}

export const LINE_TYPES: readonly LineType[] = [
  lineType("%", "location", "a location: clients whose address begins with the prefix belong to it", [
    { name: "lo", kind: "location-definition", default: "the empty location", doc: "Two-byte location code." },
    {
      name: "ipprefix",
      kind: "prefix",
      default: "every client",
      doc: "One to four octets; the longest matching prefix wins.",
    },
  ]),
  lineType(".", "name server with SOA", "SOA, NS and the server's A: this server is authoritative for the zone", [
    name,
    address,
    server("ns", "name server"),
    ...tail(259200),
  ]),
  lineType("&", "name server", "NS and the server's A: a delegation, or a further name server of an own zone", [
    name,
    address,
    server("ns", "name server"),
    ...tail(259200),
  ]),
  lineType("=", "host", "A, and the PTR that belongs to it", [name, address, ...tail(86400)]),
  lineType("+", "alias address", "A", [name, address, ...tail(86400)]),
  lineType("@", "mail exchanger", "MX and the exchanger's A", [
    name,
    address,
    server("mx", "mail exchanger"),
    number("dist", "0", "Distance: senders try the smallest first."),
    ...tail(86400),
  ]),
  lineType("'", "text", "TXT, in strings of 127 bytes", [
    name,
    { name: "s", kind: "text", default: "no string at all", doc: "The text; a colon is written \\072." },
    ...tail(86400),
  ]),
  lineType("^", "pointer", "PTR", [name, target("Name that the reverse name points to."), ...tail(86400)]),
  lineType("C", "alias name", "CNAME", [name, target("Canonical name."), ...tail(86400)]),
  lineType("Z", "zone", "SOA", [
    name,
    { name: "mname", kind: "target", default: "the root", doc: "Primary name server." },
    { name: "rname", kind: "target", default: "the root", doc: "Mailbox of the administrator, with a dot for the @." },
    number("ser", "time of change of data", "Serial number."),
    number("ref", "16384", "Refresh time in seconds."),
    number("ret", "2048", "Retry time in seconds."),
    number("exp", "1048576", "Expire time in seconds."),
    number("min", "2560", "Minimum: how long caches may keep a negative answer."),
    ...tail(2560),
  ]),
  lineType(":", "generic", "a record of any type", [
    name,
    { name: "n", kind: "type", default: "0, which is refused", doc: "Number of the record type." },
    { name: "rdata", kind: "rdata", default: "no bytes", doc: "The record's data; bytes as \\ooo." },
    ...tail(86400),
  ]),
  lineType(
    "S",
    "service",
    "SRV and the target's A",
    [
      name,
      address,
      server("srv", "host that offers the service"),
      number("port", "none: tinydns-data stops", "Port."),
      number("priority", "0", "Clients try the smallest first."),
      number("weight", "0", "Share among targets of one priority."),
      ...tail(86400),
    ],
    ["debian", "ipv6"],
  ),
  lineType(
    "3",
    "IPv6 address",
    "AAAA",
    [
      name,
      { name: "ip6", kind: "address6", default: "no record", doc: "IPv6 address as 32 hexadecimal digits." },
      ...tail(86400),
    ],
    ["ipv6"],
  ),
  lineType(
    "6",
    "IPv6 host",
    "AAAA, and the PTR records in ip6.arpa and ip6.int that belong to it",
    [
      name,
      { name: "ip6", kind: "address6", default: "no record", doc: "IPv6 address as 32 hexadecimal digits." },
      ...tail(86400),
    ],
    ["ipv6"],
  ),
  lineType(
    "N",
    "naming authority pointer",
    "NAPTR",
    [
      name,
      number("order", "0", "Order: the smallest is processed first."),
      number("pref", "0", "Preference among records of one order."),
      { name: "flags", kind: "text", default: "empty", doc: "Flags, such as S, A, U or P." },
      { name: "service", kind: "text", default: "empty", doc: "Service parameters." },
      { name: "regexp", kind: "text", default: "empty", doc: "Substitution expression." },
      { name: "replacement", kind: "target", default: "the root", doc: "Name to look up next." },
      ...tail(86400),
    ],
    ["ipv6"],
  ),
];

/** Most fields of a line that tinydns-data keeps; further ones are ignored (specification F1). */
export const MAX_FIELDS = 15;

const BY_CODE = byCode(LINE_TYPES);
const BY_DIALECT: Readonly<Record<Dialect, readonly (LineType | undefined)[]>> = {
  djbdns: byCode(LINE_TYPES.filter(({ dialects }) => dialects.includes("djbdns"))),
  debian: byCode(LINE_TYPES.filter(({ dialects }) => dialects.includes("debian"))),
  ipv6: byCode(LINE_TYPES.filter(({ dialects }) => dialects.includes("ipv6"))),
};

function byCode(types: readonly LineType[]): readonly (LineType | undefined)[] {
  const table: (LineType | undefined)[] = new Array(256).fill(undefined);
  for (const type of types) table[type.code] = type;
  return table;
}

/** The line type that a first byte selects, in whichever dialect has it. */
export function lineTypeOf(code: number): LineType | undefined {
  return BY_CODE[code];
}

export function hasLineType(dialect: Dialect, code: number): boolean {
  return lineTypesOf(dialect)[code] !== undefined;
}

/** The line types of a dialect, by their first byte. */
export function lineTypesOf(dialect: Dialect): readonly (LineType | undefined)[] {
  return BY_DIALECT[dialect];
}

/** The fields of a line type as documentation writes them: `fqdn:ip:ttl:timestamp:lo`. */
export function fieldNames({ fields }: LineType): string {
  return fields.map(({ name }) => name).join(":");
}

/** Position of the first field of a kind; -1 when the line type has none. */
export function fieldIndex(type: LineType, kind: FieldKind): number {
  return type.fields.findIndex((field) => field.kind === kind);
}
