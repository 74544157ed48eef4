/**
 * Which clients an address speaks of. An address for which no server ever asks is stored like any other, without a
 * word, and its rule is never used. Specification section 3 and R40.
 */
import { parseAddress, parseIpv6 } from "djblint-grammars/tcprules/address";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import type { Address, AddressRange } from "djblint-grammars/tcprules/tree";
import { encodeLatin1 } from "djblint-grammars/text";
import { spellIpv6 } from "./ipv6-spelling.js";

/** What an address is: small numbers, so that a file of a million rules can keep one for each. */
export const AddressKind = {
  /** Every client that no other rule names. */
  Default: 0,
  /** One IP address. */
  Address: 1,
  /** All IP addresses that begin so. */
  Prefix: 2,
  /** Only ucspi-tcp6: a network in CIDR notation. */
  Network: 3,
  /** The clients with a name. */
  Host: 4,
  /** All names below a domain. */
  Domain: 5,
  /** Every client that has a name. */
  AnyName: 6,
  /** A user at an address or a host. */
  User: 7,

  // Asked for, but hardly for what was meant.
  /** An address that ends in 0: the number of a network, as a rule. */
  NetworkNumber: 8,
  /** Begins with 0: no host has such an address. */
  NoHost: 9,
  /** A host whose name has two labels, as a domain has. */
  TwoLabelHost: 10,
  /** A range that goes on above 255. */
  CutRange: 11,
  /** An IP address behind the `=` of names. */
  NumericHost: 12,
  /** IPv6 patch: `:` and `::` are prefixes of the few addresses that are written so. */
  Ipv6Colons: 13,
  /** IPv6 patch: a prefix with a group of zeros, which addresses mostly leave out. */
  Ipv6ZeroGroup: 14,
  /** IPv6 patch: an IPv4 address in the form of IPv6, asked for with the option -6 only. */
  Mapped: 15,

  /** Only ucspi-tcp6: a comma ends the address, and there is no colon. */
  CommaForColon: 16,

  // Never asked for.
  /** A reversed range: there is no record at all (R23). */
  NoRecord: 17,
  ByteOrderMark: 18,
  IndentedComment: 19,
  /** IPv6 patch: the line was split inside of its variables. */
  SplitInVariable: 20,
  Blank: 21,
  /** CIDR or netmask. */
  Slash: 22,
  Star: 23,
  /** A word that other programs take for many clients. */
  Word: 24,
  /** A name without `=`. */
  BareHost: 25,
  Capitals: 26,
  FinalDot: 27,
  /** A user at anything but one address or one host. */
  UserOfMany: 28,
  ZeroPadded: 29,
  OctetTooLarge: 30,
  TooManyOctets: 31,
  TwoRanges: 32,
  /** A prefix without the dot or colon at its end. */
  NoEnd: 33,
  /** A name that the server never writes so. */
  ImpossibleHost: 34,
  /** IPv6 patch: not spelt as the server spells addresses. */
  Ipv6Spelling: 35,
  /** Several addresses with commas or semicolons between. */
  List: 36,
  /** Two whole addresses with a `-` between, which is a range of two numbers for tcprules (R25). */
  TwoAddresses: 37,
  Other: 38,
} as const;

export type AddressKind = (typeof AddressKind)[keyof typeof AddressKind];

/** Whether no server ever asks for an address of this kind. */
export function isDead(kind: AddressKind): boolean {
  return kind >= AddressKind.NoRecord;
}

/** Whether an address may be one that clients have, or a network of such, rather than a name. */
export function mayBeForAddresses(kind: AddressKind): boolean {
  switch (kind) {
    case AddressKind.Host:
    case AddressKind.TwoLabelHost:
    case AddressKind.Domain:
    case AddressKind.AnyName:
    case AddressKind.User:
      return false;
    default:
      return !isDead(kind);
  }
}

/** What an address is; the first cause counts when it is wrong in several ways. */
export function addressKind({ text, form }: Pick<Address, "text" | "form">, dialect: Dialect): AddressKind {
  switch (form.kind) {
    case "network":
      return AddressKind.Network;
    case "ipv6":
      return form.head === "" ? AddressKind.Address : AddressKind.User;
    case "range":
      return TWO_ADDRESSES.test(text) ? AddressKind.TwoAddresses : rangeKind(form, dialect);
    default:
      return textKind(text, dialect);
  }
}

/** What a text would be as the address of a rule. */
export function writtenKind(text: string, dialect: Dialect): AddressKind {
  const form = parseAddress(encodeLatin1(text), 0, text.length, dialect);
  return form.kind === "fault" ? AddressKind.Other : addressKind({ text, form }, dialect);
}

/** R23: a number of a range that is larger counts as this. */
export const LAST_NUMBER = 255;

const TWO_ADDRESSES = /^\d+(\.\d+){3}-\d+(\.\d+){3}$/;

/** All keys of a range are of one kind; only the lowest number may be 0. */
function rangeKind({ head, tail, bottom, top }: AddressRange, dialect: Dialect): AddressKind {
  const last = Math.min(top.value, LAST_NUMBER);
  if (bottom.value > last) return AddressKind.NoRecord;
  const kind = textKind(head + last + tail, dialect);
  return !isDead(kind) && top.value > LAST_NUMBER ? AddressKind.CutRange : kind;
}

const BYTE_ORDER_MARK = "\xef\xbb\xbf";
function textKind(text: string, dialect: Dialect): AddressKind {
  if (text.startsWith(BYTE_ORDER_MARK)) return AddressKind.ByteOrderMark;
  if (/^\s+#/.test(text)) return AddressKind.IndentedComment;
  if (dialect === "ucspi-tcp-ipv6" && holdsVariable(text)) return AddressKind.SplitInVariable;
  const at = text.lastIndexOf("@");
  if (at < 0) return clientKind(text, dialect);
  if (/^\s/.test(text)) return AddressKind.Blank;
  const kind = userKind(clientKind(text.slice(at + 1), dialect));
  // No ident server calls a user so; the server asks for the text as it stands (R40).
  return kind === AddressKind.User && at === 1 && text[0] === "*" ? AddressKind.Star : kind;
}

/** What the IPv6 patch takes for an address when the instruction is wrong and a variable holds `:allow` (R11). */
function holdsVariable(text: string): boolean {
  const instruction = text.search(/:[^:,]*,/);
  return instruction >= 0 && text.includes("=", instruction);
}

/** A user is asked for with the whole address and the whole name only. */
function userKind(kind: AddressKind): AddressKind {
  switch (kind) {
    case AddressKind.Address:
    case AddressKind.NetworkNumber:
    case AddressKind.NoHost:
    case AddressKind.Host:
    case AddressKind.TwoLabelHost:
      return AddressKind.User;
    case AddressKind.NumericHost:
    case AddressKind.Mapped:
      return kind;
    // R27; a prefix would be asked for as little with a dot at its end.
    case AddressKind.TwoRanges:
    case AddressKind.NoEnd:
      return AddressKind.UserOfMany;
    default:
      return isDead(kind) ? kind : AddressKind.UserOfMany;
  }
}

/** Bytes of blanks, the no-break space of UTF-8 among them. */
const BLANK = /[\t-\r ]|\xc2\xa0/;
const STAR = /[*?]|^(\d+\.){1,3}x(\.x)*$/i;
/** A network: an IPv4 one with its length or mask, or an IPv6 one with its length. */
const SLASH = /^([\d.]+\/[\d.]+|[\da-f:.]+\/\d+)$/i;
/** hosts.allow(5) and what other programs have. */
const WORD =
  /^(all|any|anyone|anybody|anywhere|everyone|everybody|everything|default|world|other|others|local|known|unknown|paranoid|none)$/i;
const BARE_HOST = /^\.?[\w-]+(\.[\w-]+)*\.?$/;

function clientKind(text: string, dialect: Dialect): AddressKind {
  if (text === "") return AddressKind.Default;
  if (BLANK.test(text)) return AddressKind.Blank;
  if (text.startsWith("=")) return nameKind(text.slice(1));
  if (STAR.test(text)) return AddressKind.Star;
  if (text.includes("/")) return SLASH.test(text) ? AddressKind.Slash : AddressKind.Other;
  if (/[,;]/.test(text)) return listKind(text, dialect);
  if (text.includes(":")) return dialect === "ucspi-tcp-ipv6" ? ipv6Kind(text) : AddressKind.Other;
  if (/^[\d.-]+$/.test(text)) return numberKind(text);
  if (WORD.test(text)) return AddressKind.Word;
  return BARE_HOST.test(text) ? AddressKind.BareHost : AddressKind.Other;
}

function listKind(text: string, dialect: Dialect): AddressKind {
  const parts = text.split(/[,;]/);
  const asked = (part: string) => part !== "" && !isDead(clientKind(part, dialect));
  return parts.length < 100 && parts.every(asked) ? AddressKind.List : AddressKind.Other;
}

function numberKind(text: string): AddressKind {
  if (text.includes("-")) return AddressKind.TwoRanges;
  const hasEnd = text.endsWith(".");
  const numbers = (hasEnd ? text.slice(0, -1) : text).split(".");
  if (numbers.includes("")) return AddressKind.Other;
  if (numbers.some((number) => /^0\d/.test(number))) return AddressKind.ZeroPadded;
  if (numbers.some((number) => Number(number) > LAST_NUMBER)) return AddressKind.OctetTooLarge;
  if (numbers.length > 4) return AddressKind.TooManyOctets;
  if (numbers.length < 4 && !hasEnd) return AddressKind.NoEnd;
  if (numbers.length === 4 && hasEnd) return AddressKind.FinalDot;
  if (numbers[0] === "0") return AddressKind.NoHost;
  if (numbers.length < 4) return AddressKind.Prefix;
  return numbers[3] === "0" ? AddressKind.NetworkNumber : AddressKind.Address;
}

/** The server writes names in lower case, without the final dot, and odd bytes as a backslash and three digits. */
const NAME = /^\.?[a-z0-9_\\-]+(\.[a-z0-9_\\-]+)*$/;

/** R40, R41: what stands behind the `=`. */
function nameKind(name: string): AddressKind {
  if (name === "") return AddressKind.AnyName;
  if (/[*?]/.test(name)) return AddressKind.Star;
  if (/^\d+(\.\d+){0,3}\.?$/.test(name)) return AddressKind.NumericHost;
  if (/[A-Z]/.test(name)) return AddressKind.Capitals;
  if (name.endsWith(".")) return AddressKind.FinalDot;
  if (!NAME.test(name)) return AddressKind.ImpossibleHost;
  if (name.startsWith(".")) return AddressKind.Domain;
  return name.split(".").length === 2 ? AddressKind.TwoLabelHost : AddressKind.Host;
}

const MAPPED = "::ffff:";
const GROUPS = /^[\da-f]{0,4}(:[\da-f]{0,4}){1,8}$/i;
/** Capitals, and zeros in front of other digits. */
const OTHER_SPELLING = /[A-F]|(^|:)0[\da-f]/;

/** Section 11: the server asks with the shortest spelling, and with what stands in front of each colon of it. */
function ipv6Kind(text: string): AddressKind {
  if (text === ":" || text === "::") return AddressKind.Ipv6Colons;
  if (/^\[.*\]$/.test(text)) return AddressKind.Ipv6Spelling;
  if (text.startsWith(MAPPED)) return mappedKind(text.slice(MAPPED.length));
  const octets = parseIpv6(text);
  if (octets === undefined && !GROUPS.test(text)) return AddressKind.Other;
  if (OTHER_SPELLING.test(text)) return AddressKind.Ipv6Spelling;
  if (text.endsWith(":")) return ipv6PrefixKind(text);
  if (octets) return spellIpv6(octets) === text ? AddressKind.Address : AddressKind.Ipv6Spelling;
  return text.includes("::") || text.split(":").length > 7 ? AddressKind.Other : AddressKind.NoEnd;
}

/** Behind the prefix of mapped addresses, an IPv4 address or a prefix of one. */
function mappedKind(text: string): AddressKind {
  if (text === "") return AddressKind.Mapped;
  if (!/^[\d.]+$/.test(text)) return AddressKind.Ipv6Spelling;
  const kind = numberKind(text);
  return isDead(kind) ? kind : AddressKind.Mapped;
}

function ipv6PrefixKind(text: string): AddressKind {
  // RFC 4291: zeros always follow there.
  if (text === "fe80::") return AddressKind.Prefix;
  if (text.includes(":::") || text.split(":").length > 8) return AddressKind.Other;
  return text.endsWith("::") || /(^|:)0:/.test(text) ? AddressKind.Ipv6ZeroGroup : AddressKind.Prefix;
}

export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
