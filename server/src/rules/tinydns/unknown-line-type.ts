import { DIALECTS, hasLineType, LINE_TYPES } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Statement } from "../rule.js";
import { zoneFileLine } from "./zone-file-line.js";

export default defineRule({
  code: "TD001",
  name: "unknown-line-type",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "The first byte of a line is no line type",
  why: "tinydns-data stops at the line and publishes nothing of the whole file; the old data.cdb stays in use",
  silent: "For lines of zone files (record-of-zone-file)",
  sources: ["tinydns-data(8)", "tinydns specification L4, E3, E4; dialects: section 9"],
  fixable: "none",
  messages: {
    unknown: {
      text: "tinydns-data stops here: {first} is no line type",
      help: "a line begins with one of {known}; # makes it a comment",
    },
    dialect: {
      text: "tinydns-data stops here: '{letter}' lines ({title}) are read by the dialect {dialects} only",
      help: "set dialect.tinydns in djblint.json if your server reads them",
    },
    blank: { text: "tinydns-data stops here: the line begins with a blank", help: "remove the blank" },
    mark: {
      text: "tinydns-data stops here: the file begins with a UTF-8 byte order mark",
      help: "save the file without a byte order mark",
    },
    record: {
      text: "tinydns-data stops here: {first} is no line type; {record} records are made by {lines} lines",
      help: "line types are no names of record types: a line begins with one of {known}",
    },
    case: { text: "tinydns-data stops here: {first} is no line type; '{upper}' is", help: "line types have one case" },
  },
  example: { bad: "*www.example.org:192.0.2.1\n", good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.1\n" },
  on: {
    fault: ({ fault }, line, data, report) => {
      if (fault.kind !== "unrecognized" || zoneFileLine(line, data)) return;
      const isMark = data.text.slice({ start: line.start, end: line.start + 3 }) === "\xef\xbb\xbf";
      const at = { start: line.start, end: line.start + (isMark ? 3 : 1) };
      report({ at, ...explanation(line, data, isMark) });
    },
  },
});

function explanation(line: DataLine, data: ZoneData, isMark: boolean): Statement {
  const letter = data.text.slice({ start: line.start, end: line.start + 1 });
  const first = `'${data.shown({ start: line.start, end: line.start + 1 })}'`;
  if (isMark) return { message: "mark" };
  if (line.type) {
    const dialects = DIALECTS.filter((dialect) => hasLineType(dialect, line.type!.code)).join(" or ");
    return { message: "dialect", params: { letter, title: line.type.name, dialects } };
  }
  if (letter === " " || letter === "\t") return { message: "blank" };
  const upper = letter.toUpperCase();
  if (upper !== letter && hasLineType(data.dialect, upper.charCodeAt(0))) {
    return { message: "case", params: { first, upper } };
  }
  const known = LINE_TYPES.filter((type) => type.dialects.includes(data.dialect)).map((type) => type.letter);
  const params = { first, known: known.join(" ") };
  const meant = /^[^\s:]+:/.test(data.text.slice(line)) ? RECORDS[upper] : undefined;
  return meant ? { message: "record", params: { ...params, ...meant } } : { message: "unknown", params };
}

/** What the first letters of record types may stand for. */
const RECORDS: Readonly<Record<string, { readonly record: string; readonly lines: string }>> = {
  A: { record: "A", lines: "+ and =" },
  M: { record: "MX", lines: "@" },
  N: { record: "NS", lines: ". and &" },
  P: { record: "PTR", lines: "^ and =" },
  T: { record: "TXT", lines: "'" },
};
