/** A tcprules source as the rules see it. */
import type { Dialect } from "djblint-grammars/tcprules/fields";
import type { FaultLine } from "djblint-grammars/tcprules/tree";
import { printable, type SourceText, type Span } from "djblint-grammars/text";
import { AccessTable } from "./access-table.js";
import { endsInReturn } from "./ends-in-return.js";

export interface AccessFile {
  readonly text: SourceText;
  readonly dialect: Dialect;
  /** The dialect was not set, but taken from what the file holds. */
  readonly guessed: boolean;
  readonly table: AccessTable;
  readonly site: SiteSettings;
}

/** What the settings say of the host: its own addresses and the networks that may relay, as addresses or CIDR. */
export interface SiteSettings {
  readonly addresses: readonly string[];
  readonly trusted: readonly string[];
}

const UNKNOWN_SITE: SiteSettings = { addresses: [], trusted: [] };

/** Reads a source; a dialect that is not set is guessed. */
export function readAccess(text: SourceText, dialect?: Dialect, site = UNKNOWN_SITE): AccessFile {
  if (dialect !== undefined) return { text, dialect, guessed: false, table: new AccessTable(text, dialect), site };
  const table = new AccessTable(text, "ucspi-tcp");
  if (!table.faults.some((line) => isIpv6Rule(table.fault(line)))) {
    return { text, dialect: "ucspi-tcp", guessed: true, table, site };
  }
  return { ...readAccess(text, "ucspi-tcp-ipv6", site), guessed: true };
}

/** A line at which the original stops and for which the IPv6 patch was made. */
function isIpv6Rule({ ipv6, text }: FaultLine): boolean {
  if (ipv6 !== "reads" && !ENDS_IN_RETURN.test(text)) return false;
  const address = text.slice(0, text.search(/:(allow|deny)/));
  return IPV6_ADDRESS.test(address);
}

/** A rule that a carriage return alone keeps from being read, by the IPv6 patch too. */
const ENDS_IN_RETURN = /:(allow|deny)(,.*)?\r$/;

/** A group or nothing in front of the first colon: 1.2.3.4:25 is none. */
const IPV6_ADDRESS = /^([^:@=]*@)?[\da-f]{0,4}:[\da-f:./]*$/i;

/** A stretch of a file as a message may show it. */
export function shown(file: AccessFile, span: Span): string {
  return printable(file.text.slice(span));
}

/** A comment, or nothing, behind a byte order mark: a line only for that. */
export function isMarkedComment({ text }: FaultLine): boolean {
  return /^\xef\xbb\xbf(\s*#|\s*$)/.test(text);
}

/** Lines that would be rules without the carriage return at their end. */
export function returnsOf({ table }: AccessFile): FaultLine[] {
  return table.faults.map((line) => table.fault(line)).filter(endsInReturn);
}
