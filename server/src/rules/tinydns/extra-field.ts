import { fieldNames } from "djblint-grammars/tinydns/fields";
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { commentAtEnd } from "./comment-at-end.js";
import { isCutAtColon } from "./cut-at-colon.js";
import { lostLocation } from "./lost-location.js";

export default defineRule({
  code: "TD010",
  name: "extra-field",
  language: "tinydns",
  severity: "warning",
  category: "syntax",
  since: "0.1",
  what: "A line has more fields than its type",
  why: "tinydns-data passes over the rest without a word",
  silent: "When the rest is empty, and when a text or an IPv6 address was cut at its colons",
  sources: ["tinydns specification F1"],
  fixable: "unsafe",
  messages: {
    extra: {
      text: "{rest} is ignored: a {letter} line ({title}) has {count} fields",
      help: "the fields are {fields}",
    },
    location: {
      text: "location {rest} stands too far behind and is ignored: the records of the line are visible to everybody",
      help: "a location stands right behind the timestamp: the fields are {fields}",
      severity: "error",
    },
    prefix: {
      text: "the prefix {rest} stands one field too far behind and is ignored: every client that no other prefix matches belongs to the location {code}",
      help: "take out a colon in front of it: the fields are {fields}",
      severity: "error",
    },
    remove: { text: "Remove what is ignored" },
    colon: { text: "Put {rest} into its field" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.1:300:::and more\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.1:300\n",
  },
  on: {
    line: {
      watch: Notice.ExtraField,
      check: (line, data, report) => {
        const rest = line.fields.find(({ spec }) => spec === undefined);
        const type = line.type!;
        if (!rest || isCutAtColon(line, data) || commentAtEnd(line, data) || /^:*$/.test(data.text.slice(rest))) return;
        const location = lostLocation(line, data);
        const at = location ?? rest;
        const params = {
          rest: data.inQuotes(at),
          code: data.inQuotes(line.fields[0]),
          letter: type.letter,
          title: type.name,
          count: type.fields.length,
          fields: fieldNames(type),
        };
        const displaced = location ? "location" : isPrefix(rest, line, data) ? "prefix" : undefined;
        if (displaced) {
          const edits = [{ span: { start: rest.start - 1, end: at.start }, newText: "" }];
          report({ at, message: displaced, params, fixes: [{ title: "colon", params, safety: "unsafe", edits }] });
        } else {
          const edits = [{ span: { start: endOfFields(line.fields, rest.index), end: rest.end }, newText: "" }];
          report({ at, message: "extra", params, fixes: [{ title: "remove", safety: "safe", edits }] });
        }
      },
    },
  },
});

/** Behind the last field in front of another in which something is. */
function endOfFields(fields: readonly DataField[], index: number): number {
  return (fields.slice(0, index).findLast(({ start, end }) => start < end) ?? fields[0]).end;
}

/** Whether the prefix of a location stands behind the field for it, in which nothing is. */
function isPrefix({ start, end, index }: DataField, { fields }: DataLine, { text }: ZoneData): boolean {
  const { spec, start: from, end: to } = fields[index - 1];
  return spec?.kind === "prefix" && from === to && /^\d{1,3}(\.\d{1,3})*\.?$/.test(text.slice({ start, end }));
}
