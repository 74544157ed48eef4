import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice, ScannedNumber, scanNumber } from "../../model/tinydns/scalars.js";
import { typeName } from "../../model/tinydns/stored-record.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Statement } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { isCutAtColon } from "./cut-at-colon.js";
import { harmlessRest } from "./rest-of-value.js";

/** Fields as people call them, and how many bits tinydns-data keeps. */
const FIELDS: Readonly<Record<string, { title: string; bits: 16 | 32 }>> = {
  ser: { title: "serial number", bits: 32 },
  ref: { title: "refresh time", bits: 32 },
  ret: { title: "retry time", bits: 32 },
  exp: { title: "expire time", bits: 32 },
  min: { title: "minimum", bits: 32 },
  n: { title: "record type", bits: 16 },
  port: { title: "port", bits: 16 },
  priority: { title: "priority", bits: 16 },
  weight: { title: "weight", bits: 16 },
  order: { title: "order", bits: 16 },
  pref: { title: "preference", bits: 16 },
};

export default defineRule({
  code: "TD117",
  name: "number-misread",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "A number of a Z, S, N or : line is not made of digits alone, or is larger than its field",
  why: "tinydns-data takes the digits at the start, ignores the rest, and keeps the low 32 or 16 bits; without a digit it takes the default",
  silent:
    "For ttl and distance, which have rules of their own; when an IPv6 address was cut at its colons; for blanks and marks " +
    "such as ; at the end, which harmless-rest is about",
  sources: ["tinydns specification N1 to N4, trap T47"],
  fixable: "none",
  messages: {
    rest: {
      text: "{title} {written} is read as {read}",
      help: "write digits alone; units and other bases are not known",
    },
    none: {
      text: "{title} {written} is no number: the default is used ({read})",
      help: "write digits alone, or leave the field empty",
    },
    wraps: {
      text: "{title} {written} is above {largest} and published as {read}",
      help: "write a number up to {largest}",
    },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster.example.org:1:4h\n&example.org:192.0.2.1:a\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org:1:14400\n&example.org:192.0.2.1:a\n",
  },
  on: {
    line: {
      watch: Notice.NumberMissing | Notice.NumberRest | Notice.NumberWraps,
      check: (line, data, report) => {
        for (const field of fieldsOfKind(line, "number", "type")) {
          const found = misreading(field, line, data);
          if (found) report({ at: field, ...found });
        }
      },
    },
  },
});

function misreading(field: DataField, line: DataLine, data: ZoneData): Statement | undefined {
  const kept = FIELDS[field.spec!.name];
  if (!kept || isCutAtColon(line, data) || isCommented(field, line, data)) return undefined;
  const { title, bits } = kept;
  const scanned = new ScannedNumber();
  const written = data.inQuotes(field);
  if (!scanNumber(data.text.bytes, field.start, field.end, scanned)) {
    return { message: "none", params: { title, written, read: field.spec!.default } };
  }
  const published = bits === 16 ? scanned.low & 0xffff : scanned.low;
  const read = field.spec!.kind === "type" ? `${published} (${typeName(published)})` : published;
  if (scanned.end < field.end && !harmlessRest(field, data))
    return { message: "rest", params: { title, written, read } };
  if (!scanned.wide && published === scanned.low) return undefined;
  return { message: "wraps", params: { title, written: data.shown(field), read, largest: 2 ** bits - 1 } };
}
