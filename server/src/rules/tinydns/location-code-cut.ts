import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { formatLocation } from "../../model/tinydns/location-code.js";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { isCutAtColon } from "./cut-at-colon.js";

export default defineRule({
  code: "TD147",
  name: "location-code-cut",
  language: "tinydns",
  severity: "warning",
  category: "locations",
  since: "0.1",
  what: "A location code is longer than two bytes",
  why: "Only the first two bytes are stored: codes that begin alike are one location",
  silent: "Said once for each code, at its first place",
  sources: ["tinydns-data(8)", "tinydns specification O1, trap T11"],
  fixable: "unsafe",
  messages: {
    cut: { text: "the location {code} is read as {stored}", help: "location codes have one or two bytes" },
    same: {
      text: "the location {code} is read as {stored}, and so is {other}: both are one location",
      help: "location codes have one or two bytes; choose codes that differ in them",
    },
    colon: {
      text: "a colon is missing: every client that no other prefix matches belongs to the location {stored}, not those at {prefix} alone",
      help: "write {line}",
      severity: "error",
    },
    other: { text: "read as {stored} too" },
    insert: { text: "Insert a colon" },
  },
  example: {
    bad: "%in:192.168\n.example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:::internal\n",
    good: "%in:192.168\n.example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:::in\n",
  },
  on: {
    file: (data, report) => {
      const long = longCodes(data);
      if (long.size === 0) return;
      const sharing = byStoredCode([...long, ...definedCodes(data)]);
      for (const [code, at] of long) {
        const stored = code.slice(0, 2);
        const { prefix } = JOINED.exec(code)?.groups ?? {};
        if (prefix !== undefined && at.spec?.kind === "location-definition" && data.text.bytes[at.end] !== COLON) {
          const start = at.end - prefix.length;
          const edits = [{ span: { start, end: start }, newText: ":" }];
          const line = `%${code.slice(0, -prefix.length)}:${prefix}`;
          const params = { stored: shown(stored), prefix, line };
          if (!report({ at, message: "colon", params, fixes: [{ title: "insert", safety: "unsafe", edits }] })) return;
          continue;
        }
        const other = sharing.get(stored)!.find(([each]) => each !== code);
        // undefined-location tells.
        if (!other && at.spec!.kind === "location" && !isDefined(code, data)) continue;
        const params = { code: shown(code), stored: shown(stored), other: other ? shown(other[0]) : "" };
        const goesOn = report({
          at,
          message: other ? "same" : "cut",
          params,
          related: other ? [{ span: other[1], message: "other", params }] : [],
        });
        if (!goesOn) return;
      }
    },
  },
});

const COLON = 58;

/** A code and the prefix behind it. */
const JOINED = /^[a-z]{1,2}(?<prefix>\d{1,3}(\.\d{1,3}){0,3})$/i;

function shown(code: string): string {
  return `"${code.replace(/[^\x20-\x7e]/g, "?")}"`;
}

/** Each code of more than two bytes, with its first place. */
function longCodes(data: ZoneData): Map<string, DataField> {
  const codes = new Map<string, DataField>();
  for (const line of data.linesWith(Notice.Location)) {
    const field = locationOf(line);
    if (!field || isCutAtColon(line, data) || isCommented(field, line, data)) continue;
    const code = data.text.slice(field);
    if (!codes.has(code)) codes.set(code, field);
  }
  return codes;
}

function isDefined(written: string, { records }: ZoneData): boolean {
  return records.locations.some(({ code }) => formatLocation(code) === written.slice(0, 2));
}

function locationOf(line: DataLine): DataField | undefined {
  return line.fields.find(({ spec }) => spec?.kind === "location" || spec?.kind === "location-definition");
}

/** By the bytes that are stored, two codes at most: one of them is another than any given one. */
function byStoredCode(codes: readonly [string, DataField][]): Map<string, [string, DataField][]> {
  const sharing = new Map<string, [string, DataField][]>();
  for (const entry of codes) {
    const stored = entry[0].slice(0, 2);
    const known = sharing.get(stored);
    if (!known) sharing.set(stored, [entry]);
    else if (known.length < 2) known.push(entry);
  }
  return sharing;
}

/** The codes of % lines that are short enough. */
function definedCodes(data: ZoneData): Map<string, DataField> {
  const codes = new Map<string, DataField>();
  for (const { line } of data.records.locations) {
    const field = data.records.dataLine(line).fields[0];
    const code = data.text.slice(field);
    if (code.length <= 2 && !codes.has(code)) codes.set(code, field);
  }
  return codes;
}
