/**
 * Names of hosts and domains with a byte that no such name can have, or a hyphen at the edge of a label. One rule tells it;
 * the rules about the zone and the other fields have nothing to add.
 */
import { parseName } from "djblint-grammars/tinydns/name";
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Observation } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { isCutUrl } from "./cut-at-colon.js";
import { bytesOfName, isReverse, type NameRole, roleOf } from "./host-names.js";
import { secondLine } from "./two-lines.js";
import { wrongSeparator } from "./wrong-separator.js";
import { zoneFileLine } from "./zone-file-line.js";

/** Needs the messages `byte`, `control` and `hyphen`. */
export function oddName(field: DataField, line: DataLine, data: ZoneData): Observation | undefined {
  if (isCutUrl(line, data) || zoneFileLine(line, data) || wrongSeparator(line, data)) return undefined;
  if (isCommented(field, line, data) || secondLine(line, data) !== undefined) return undefined;
  const text = data.text.slice(field);
  if (/(^|\.)_(tcp|udp)(\.|$)/i.test(text)) return undefined;
  const role = roleOf(field, line);
  return oddByte(field, text, role, data) ?? oddHyphen(field, text, role, data);
}

/** Whether a name of a line, where that is written, has a byte that no such name can have. */
export function hasOddByte(line: DataLine, data: ZoneData): boolean {
  if ((data.records.noticed.of(line.line) & Notice.OddByte) === 0) return false;
  return fieldsOfKind(line, "name", "server", "target").some((field) => {
    const problem = oddName(field, line, data);
    return problem !== undefined && problem.message !== "hyphen";
  });
}

/** In names that are none of hosts only what is surely a slip. */
const SLIPS = /[\0-\x20\x7f;,"<>()|]/;
/** The first byte of a line, typed twice. */
const DOUBLED = /['^]/;

function oddByte(field: DataField, text: string, role: NameRole, data: ZoneData): Observation | undefined {
  const isLoose = role === "owner" || role === "mailbox" || /(^|\.)_/.test(text);
  const allowed = isReverse(text) ? /[\w*/\x80-\xff-]/ : /[\w*\x80-\xff-]/;
  for (const { start, end, byte, isEscaped } of bytesOfName(text)) {
    const char = String.fromCharCode(byte);
    const isDoubled = start === 0 && field.index === 0 && DOUBLED.test(char);
    if (isEscaped || (isLoose && !isDoubled ? !SLIPS.test(char) : allowed.test(char))) continue;
    const at = { start: field.start + start, end: field.start + end };
    const name = data.inQuotes(field);
    const isControl = byte < 32 || byte === 127;
    if (isControl && byte !== 9) return { at, message: "control", params: { byte: data.shown(at), name } };
    return {
      at,
      message: "byte",
      params: { byte: byte === 32 ? "the blank" : byte === 9 ? "the tab" : `'${char}'`, name },
    };
  }
  return undefined;
}

function oddHyphen(field: DataField, text: string, role: NameRole, data: ZoneData): Observation | undefined {
  if (role === "owner" || role === "mailbox" || isReverse(text)) return undefined;
  for (const { start, end } of parseName(text).labels) {
    const label = text.slice(start, end);
    const edge = label.startsWith("-") ? "begins" : label.endsWith("-") ? "ends" : undefined;
    if (!edge) continue;
    const at = { start: field.start + start, end: field.start + end };
    return { at, message: "hyphen", params: { label: data.shown(at), edge, name: data.inQuotes(field) } };
  }
  return undefined;
}
