/**
 * Lines with a blank, a comma or another mark in place of the colon behind the owner name, or behind the address. One rule
 * tells the cause; the rules about that name, and about the fields behind, have nothing to add.
 */
import type { Span } from "djblint-grammars/text";
import { fieldIndex, type LineType } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Observation } from "../rule.js";
import { looksLikeTtl } from "./like-ttl.js";

const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;

/** What stands behind the owner name of the types that are looked at. */
const VALUES: Readonly<Record<string, RegExp>> = {
  "+": ADDRESS,
  "=": ADDRESS,
  ".": ADDRESS,
  "&": ADDRESS,
  "@": ADDRESS,
  C: /^(?=.*[a-z])[\w-]+(\.[\w-]+)+\.?$/i,
  "^": /^(?=.*[a-z])[\w-]+(\.[\w-]+)+\.?$/i,
};

const SEPARATED = /^([\w*.-]+)([ \t,;|=]+)(\S+)$/;
/** An address behind a name: no such name is one of a host. */
const DOTTED = /^([\w*.-]*[a-z][\w-]*)(\.)(\d{1,3}(?:\.\d{1,3}){3})$/i;

export interface WrongSeparator {
  readonly at: Span;
  readonly value: string;
}

export function wrongSeparator(line: DataLine, data: ZoneData): WrongSeparator | undefined {
  const pattern = line.type && VALUES[line.type.letter];
  if (!pattern || !isNextField(line, data.fieldText(line, 1))) return undefined;
  const name = data.fieldText(line, 0);
  const [, owner, mark, value] = SEPARATED.exec(name) ?? DOTTED.exec(name) ?? [];
  if (value === undefined || !pattern.test(value)) return undefined;
  const start = line.fields[0].start + owner.length;
  return { at: { start, end: start + mark.length }, value };
}

/** The x of a server line, or the whole name of a server. */
const SERVER = /^(?:[a-z]|[a-z][\w-]*(?:\.[\w-]+)+\.?)$/i;

/** Behind the address of a host a ttl, behind that of a server its name, with nothing or a number in the next field. */
export function separatorBehindAddress(line: DataLine, data: ZoneData): WrongSeparator | undefined {
  const [, field, ...others] = line.fields;
  if (field?.spec?.kind !== "address") return undefined;
  const [, address, mark, value] =
    /^(\d{1,3}(?:\.\d{1,3}){3})([ \t,;|]+)([^\s,;|]+)$/.exec(data.text.slice(field)) ?? [];
  if (value === undefined) return undefined;
  const next = others.map((other) => data.text.slice(other)).find((text) => text !== "") ?? "";
  const isMeant = hasServer(line.type!)
    ? SERVER.test(value) && /^\d*$/.test(next)
    : looksLikeTtl(Number(value)) && next === "";
  const start = field.start + address.length;
  return isMeant ? { at: { start, end: start + mark.length }, value } : undefined;
}

/** Whether what stands in the place of the value belongs behind it: a ttl, or the name of a server. */
function isNextField({ type }: DataLine, text: string): boolean {
  return hasServer(type!) ? text !== "" && !ADDRESS.test(text) : /^\d*$/.test(text);
}

function hasServer(type: LineType): boolean {
  return fieldIndex(type, "server") >= 0;
}

/** Needs the messages `separator` and `colon-for-mark`. */
export function separatorObservation({ at, value }: WrongSeparator, data: ZoneData): Observation {
  const mark = data.text.slice(at).trim();
  return {
    at,
    message: "separator",
    params: { mark: mark === "" ? "a blank" : `'${mark}'`, value },
    fixes: [{ title: "colon-for-mark", params: {}, safety: "unsafe", edits: [{ span: at, newText: ":" }] }],
  };
}
