/**
 * Server lines with the name of the server in the address field: the colon of the empty address field was left out, so
 * that the number behind the name, a distance or a ttl, becomes the name of the server. One rule tells the cause; the rules
 * about that name and about the other fields have nothing to add.
 */
import { fieldIndex } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { looksLikeTtl } from "./like-ttl.js";

const OWNER = 0;
const ADDRESS = 1;
const SERVER = 2;

const NAME = /^(?=.*[a-z])[\w-]+(\.[\w-]+)+\.?$/i;

/** The line as it was meant; undefined for other lines. */
export function nameForAddress(line: DataLine, data: ZoneData): string | undefined {
  const { type, fields } = line;
  if (!type || fieldIndex(type, "server") !== SERVER || !NAME.test(data.fieldText(line, ADDRESS))) return undefined;
  const number = data.fieldText(line, SERVER);
  if (!/^\d*$/.test(number)) return undefined;
  const name = data.text.slice(fields[ADDRESS]);
  const rest = fields.length > SERVER ? data.text.slice({ start: fields[SERVER].end, end: line.end }) : "";
  const tail = number === "" ? rest : `:${isTtlAlone(number, rest, type.letter) ? ":" : ""}${number}${rest}`;
  return `${type.letter}${data.text.slice(fields[OWNER])}::${name}${tail}`;
}

/** The line without what stands in the address field, when that is the name of the server once more; undefined for other lines. */
export function repeatedName(line: DataLine, data: ZoneData): string | undefined {
  const { type, fields } = line;
  if (!type || fieldIndex(type, "server") !== SERVER || fields.length <= SERVER) return undefined;
  const name = data.text.slice(fields[SERVER]);
  if (!NAME.test(name) || withoutDot(data.fieldText(line, ADDRESS)) !== withoutDot(name)) return undefined;
  const rest = data.text.slice({ start: fields[SERVER].start, end: line.end });
  return `${type.letter}${data.text.slice(fields[OWNER])}::${rest}`;
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, "").toLowerCase();
}

/** Of an exchanger, whose distance stands in front of the ttl and may be left empty. */
function isTtlAlone(number: string, rest: string, letter: string): boolean {
  return letter === "@" && rest === "" && looksLikeTtl(Number(number));
}
