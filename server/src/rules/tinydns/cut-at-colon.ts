/**
 * Lines in which one value holds raw colons, so that its parts lie in the fields behind it: a text with a colon, an IPv6 or
 * hardware address, a URL. One rule tells the cause; the rules about the other fields have nothing to add.
 */
import type { Span } from "djblint-grammars/text";
import { fieldIndex, type LineType } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { cutData } from "./cut-data.js";
import { isReverse } from "./host-names.js";
import { lostLocation } from "./lost-location.js";
import { nameForAddress } from "./name-for-address.js";
import { otherLine } from "./other-line.js";
import { secondLine } from "./two-lines.js";
import { zoneFileText } from "./zone-file-text.js";

const ADDRESS = 1;
const TEXT = 1;
const PREFIX = 1;
const TTL = 2;
const TIMESTAMP = 3;
const LOCATION = 4;

/**
 * Whether the fields of a line are the pieces of a text, of an IPv6 or hardware address, of the data of a generic line, of
 * a URL or of another line, or stand one field too far in front, or belong to two lines.
 */
export function isCutAtColon(line: DataLine, data: ZoneData): boolean {
  return (
    isCutText(line, data) ||
    isCutAddress(line, data) ||
    isCutIpv4(line, data) ||
    colonInOwner(line, data) !== undefined ||
    isCutData(line, data) ||
    isCutUrl(line, data) ||
    isCutPrefix(line, data) ||
    cutHardwareAddress(line, data) !== undefined ||
    otherLine(line, data) !== undefined ||
    nameForAddress(line, data) !== undefined ||
    cutExpression(line, data) !== undefined ||
    secondLine(line, data) !== undefined
  );
}

const EXPRESSION = 5;

/** Whether a colon stands for a dot in an IPv4 address. */
export function isCutIpv4(line: DataLine, data: ZoneData): boolean {
  const field = line.fields[ADDRESS];
  if (field?.spec?.kind !== "address") return false;
  const text = data.text.slice({ start: field.start, end: line.end });
  const [address] = /^\d{1,3}([.:]\d{1,3}){3}(?=:|$)/.exec(text) ?? [];
  return address !== undefined && address.length > field.end - field.start && address.includes(".");
}

const SERVER = 2;
const LABELS = /^(?=.*[a-z])[\w-]+(\.[\w-]+)*$/i;

/** The colon that stands for a dot in the owner name of a line with an address, with the name of a server or with a reverse name. */
export function colonInOwner(line: DataLine, data: ZoneData): Span | undefined {
  const { type, fields } = line;
  if (!type || fields.length <= SERVER) return undefined;
  const [owner, rest, value, name] = fields.map((field) => data.text.slice(field));
  const colon = { start: fields[0].end, end: fields[0].end + 1 };
  if (type.letter === "^") return isReverse(rest) && LABELS.test(value) ? colon : undefined;
  if (fieldIndex(type, "address") !== ADDRESS) return undefined;
  const hasServer = fieldIndex(type, "server") === SERVER;
  // Behind a whole name the name of a server and its address may have changed places.
  if (!LABELS.test(rest) || (owner.includes(".") && (hasServer || rest.includes(".")))) return undefined;
  const isBehind = /^\d{1,3}(\.\d{1,3}){3}$/.test(value) || (hasServer && value === "" && LABELS.test(name ?? ""));
  return isBehind && owner !== "" ? colon : undefined;
}

/** The whole substitution expression of an N line (RFC 3402 section 3.2), when a colon in it ends the field. */
export function cutExpression(line: DataLine, data: ZoneData): Span | undefined {
  const field = line.fields[EXPRESSION];
  if (line.type?.letter !== "N" || !field) return undefined;
  const text = data.text.slice({ start: field.start, end: line.end });
  const whole = /^([^\w\s:])(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1i?(?=:|$)/s.exec(text);
  if (!whole || field.start + whole[0].length <= field.end) return undefined;
  return { start: field.start, end: field.start + whole[0].length };
}

/** The hardware address behind an IPv4 address, whose colons end the field. */
export function cutHardwareAddress(line: DataLine, data: ZoneData): Span | undefined {
  const field = line.fields[ADDRESS];
  if (field?.spec?.kind !== "address") return undefined;
  const text = data.text.slice({ start: field.start, end: line.end });
  const [, front, mac] = /^(\d{1,3}(?:\.\d{1,3}){3}[^:\w]+)((?:[\da-f]{2}:){5}[\da-f]{2})(?![\w])/i.exec(text) ?? [];
  if (mac === undefined) return undefined;
  const start = field.start + front.length;
  return { start, end: start + mac.length };
}

/** Whether a URL stands in a line that holds names and numbers only: its colon ends the field. */
export function isCutUrl(line: DataLine, data: ZoneData): boolean {
  const letter = line.type?.letter;
  return letter !== undefined && !"':N".includes(letter) && /^[^#]*https?:\/\//i.test(data.text.slice(line));
}

/** Whether an IPv6 address with colons stands where the prefix of a location is written. */
export function isCutPrefix(line: DataLine, data: ZoneData): boolean {
  if (line.type?.letter !== "%" || line.fields.length <= PREFIX) return false;
  return /^([0-9a-f]{1,4}:|::)[0-9a-f]*(:|$)/i.test(
    data.text.slice({ start: line.fields[PREFIX].start, end: line.end }),
  );
}

function isCutData(line: DataLine, data: ZoneData): boolean {
  if (cutData(line, data)) return true;
  const [row] = line.type?.letter === ":" ? data.records.rowsOfLine(line.line) : [];
  return row !== undefined && (zoneFileText(line, data.records.typeOf(row), data)?.isCut ?? false);
}

/**
 * Whether what stands behind a text is no ttl, timestamp and location. Digits alone, a full TAI64 label and a code of
 * two letters are what they seem.
 */
export function isCutText(line: DataLine, data: ZoneData): boolean {
  if (line.type?.letter !== "'" || line.fields.length <= TTL) return false;
  const ttl = data.fieldText(line, TTL);
  // A location beside its field (TD010, TD115).
  if (/^\d*$/.test(ttl) && lostLocation(line, data)) return false;
  const timestamp = data.fieldText(line, TIMESTAMP);
  const location = data.fieldText(line, LOCATION);
  const behind = data.text.slice({ start: line.fields[TTL].end, end: line.end });
  // A location one field too far behind (TD010).
  if (/^\d+$/.test(ttl) && /^:::[^:]{1,2}$/.test(behind)) return false;
  if (line.fields.some(({ spec, start, end }) => spec === undefined && end > start)) return true;
  if (!/^\d*$/.test(ttl)) return !/^\d+[smhdw]$/i.test(ttl) || timestamp !== "";
  return !/^(@?[0-9a-f]{16}|\d{8,10})?$/i.test(timestamp) || location.length > 2;
}

/** The text with all that was cut off. */
export function wholeText(line: DataLine): { start: number; end: number } {
  return { start: line.fields[TEXT].start, end: line.end };
}

const TYPE_NUMBER = 1;
const AAAA = "28";

/** Where a line holds an address, a generic line of that type too. */
function addressIndex(type: LineType, typeNumber: string): number {
  if (type.letter === ":") return typeNumber === AAAA ? fieldIndex(type, "rdata") : -1;
  return Math.max(fieldIndex(type, "address"), fieldIndex(type, "address6"));
}

/** Hexadecimal groups with `::` somewhere, or eight of them. */
const IPV6 = /^\[?[0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6}(::|(:[0-9a-f]{1,4}){7})/i;

/** Whether an IPv6 address with colons stands where an address is written otherwise. */
export function isCutAddress(line: DataLine, data: ZoneData): boolean {
  const field = line.type && line.fields[addressIndex(line.type, data.fieldText(line, TYPE_NUMBER))];
  return field !== undefined && IPV6.test(data.text.slice({ start: field.start, end: line.end }));
}
