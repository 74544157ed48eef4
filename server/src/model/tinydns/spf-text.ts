/** The text of TXT records that are meant as SPF records. */
import type { Row } from "./records.js";
import { isSpf } from "./spf.js";
import { joinedStrings } from "./stored-record.js";
import type { ZoneData } from "./zone-data.js";

const COLON = 58;
const EQUALS = 61;
const SMALL_V = 118;
/** What stands behind v= in records that are meant as SPF, or nearly so, with the same bit. */
const SPF_OR_BLANK: readonly number[] = [..." \t\\sp"].map((char) => char.charCodeAt(0) | 32);
/** Blanks, quotes, a backslash, a hyphen, an equals sign, s and v; each with the bit that makes letters small. */
const MAY_BEGIN: readonly number[] = [..." \t\"'\xe2\\-=sv"].map((char) => char.charCodeAt(0) | 32);

/** The text of a TXT row when it is meant as an SPF record. */
export function spfTextOf(row: Row, data: ZoneData): string | undefined {
  if (!mayBeSpf(row, data)) return undefined;
  const text = joinedStrings(data.records.rdata(row));
  return isSpf(text) ? text : undefined;
}

/** A look at the first bytes of the text, so that other texts, such as those of DKIM and DMARC, cost nothing. */
export function mayBeSpf(row: Row, { text, records }: ZoneData): boolean {
  const { bytes } = text;
  let at = text.lines.start(records.line[row]);
  // In a generic line the type stands in front of the data, which begins with a length byte.
  if (bytes[at] === COLON) return true;
  at = bytes.indexOf(COLON, at + 1) + 1;
  if ((bytes[at] | 32) === SMALL_V && bytes[at + 1] === EQUALS) return SPF_OR_BLANK.includes(bytes[at + 2] | 32);
  return MAY_BEGIN.includes(bytes[at] | 32);
}
