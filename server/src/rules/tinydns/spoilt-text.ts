/** Texts that something else is wrong with, which a rule of its own tells: what they say is not worth a look. */
import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import { joinedStrings, rdataFaultOf } from "../../model/tinydns/stored-record.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { isCutText } from "./cut-at-colon.js";
import { quotedPart } from "./quoted-text.js";
import { wrappedOctal } from "./wrapped-octals.js";

const TEXT = 1;

/** Control characters but tabs and line ends. */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f]/;

/** Whether a text is cut at a colon, stands in quotes, holds a control character or an impossible one, or is no TXT record at all. */
export function isSpoiltText(row: Row, data: ZoneData): boolean {
  const rdata = data.records.rdata(row);
  if (data.letterOf(row) === ":") return rdataFaultOf(TYPE.TXT, rdata) !== undefined;
  const line = data.lineOf(row);
  const text = data.fieldText(line, TEXT);
  return (
    isCutText(line, data) ||
    quotedPart(text) !== undefined ||
    wrappedOctal(text) !== undefined ||
    CONTROL.test(joinedStrings(rdata))
  );
}
