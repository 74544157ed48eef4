/**
 * Lines with a colon too many behind the owner name: the address or the target is read as the ttl, and what follows it
 * as the timestamp. One rule tells the cause; the rules about the other fields have nothing to add.
 */
import { fieldIndex, fieldNames } from "djblint-grammars/tinydns/fields";
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { ScannedAddress, scanAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Edit, Fix, Observation, Params } from "../rule.js";

const OWNER = 0;
const VALUE = 1;
const TTL = 2;
const SERVER = 2;
const BEHIND = 3;

/** A name of several labels, as it stands in C and ^ lines. */
const NAME = /^[a-z0-9_-]*[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+\.?$/i;

/** An address, which is as wrong in these lines wherever it stands. */
export const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;

const ADDRESS6 = /^[0-9a-f]{32}$/i;

/** What stands in front of an address in zone files, also a ttl. */
const ZONE_FILE_WORD = /^(in|(in +)?(a|aaaa)|\d+)$/i;

/** The address of a host line, or the target of a C or ^ line, that stands in the ttl field: behind nothing, the name once more, a ttl, or a word of zone files. */
export function shiftedField(line: DataLine, data: ZoneData): DataField | undefined {
  const { type, fields } = line;
  const ttl = fields[TTL];
  if (!type || ttl?.spec?.kind !== "ttl") return undefined;
  const value = data.text.slice(fields[VALUE]);
  const isInFront = value === "" || ZONE_FILE_WORD.test(value) || value === data.fieldText(line, OWNER);
  if (fieldIndex(type, "address6") === VALUE) {
    return isInFront && ADDRESS6.test(data.text.slice(ttl)) ? ttl : undefined;
  }
  if (fieldIndex(type, "address") === VALUE) {
    return isInFront && scanAddress(data.text.bytes, ttl.start, ttl.end, new ScannedAddress()) ? ttl : undefined;
  }
  const written = data.text.slice(ttl);
  const isTarget = (type.letter === "C" || type.letter === "^") && (NAME.test(written) || ADDRESS.test(written));
  return isTarget && /^(\d*|(in +)?(cname|ptr)|in)$/i.test(value) ? ttl : undefined;
}

/** The address of a server that stands in the place of its name, with the name behind it: behind nothing, a ttl, or a word of zone files. */
export function shiftedServer(line: DataLine, data: ZoneData): DataField | undefined {
  const { type, fields } = line;
  if (!type || fieldIndex(type, "server") !== SERVER || !fields[BEHIND]) return undefined;
  const address = fields[SERVER];
  const value = data.text.slice(fields[VALUE]);
  const isAddress = scanAddress(data.text.bytes, address.start, address.end, new ScannedAddress());
  if (!isAddress || (value !== "" && !ZONE_FILE_WORD.test(value))) return undefined;
  return /[a-z]/i.test(data.text.slice(fields[BEHIND])) ? address : undefined;
}

/** The name of a server that stands one field too far behind, where a distance or a ttl belongs. */
export function shiftedName(line: DataLine, data: ZoneData): DataField | undefined {
  const { type, fields } = line;
  if (!type || fieldIndex(type, "server") !== SERVER || !fields[BEHIND]) return undefined;
  return data.fieldText(line, SERVER) === "" && NAME.test(data.text.slice(fields[BEHIND])) ? fields[BEHIND] : undefined;
}

/** Needs the messages `shifted` and `colon`. */
export function shiftedObservation(shifted: DataField, line: DataLine, said: Params): Observation {
  const params = { ...said, fields: fieldNames(line.type!) };
  const span = { start: line.fields[VALUE].start, end: shifted.start };
  const fixes: Fix[] = [{ title: "colon", params, safety: "unsafe", edits: [{ span, newText: "" }] }];
  return { at: shifted, message: "shifted", params, fixes };
}

/** Takes out the colon in front of a field. */
export function colonInFront({ start }: DataField): Edit {
  return { span: { start: start - 1, end: start }, newText: "" };
}
