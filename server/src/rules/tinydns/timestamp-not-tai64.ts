import { fieldNames } from "djblint-grammars/tinydns/fields";
import { type DataField, type DataLine, fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { formatLocation } from "../../model/tinydns/location-code.js";
import { Notice, tai64OfUnix, writeTimestamp } from "../../model/tinydns/scalars.js";
import { formatTai64 } from "../../model/tinydns/stored-record.js";
import { isEnd, isReadAsLabel, LABEL_SIZE } from "../../model/tinydns/written-timestamps.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Fix, type Params } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { isCutAtColon } from "./cut-at-colon.js";
import { shiftedField, shiftedName } from "./shifted-field.js";

export default defineRule({
  code: "TD115",
  name: "timestamp-not-tai64",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "A timestamp is not 16 lower-case hexadecimal digits",
  why: "tinydns-data reads every other byte as 0 and fills up with zeros, so the record lives at another time or always",
  silent:
    "When a text or an IPv6 address was cut at its colons, or all fields are shifted by a colon or a field too many: that is told by " +
    "txt-cut-at-colon, record-dropped, ttl-not-a-number, mx-distance-not-a-number and cname-to-root",
  sources: ["tinydns specification T1, T2, Q4"],
  fixable: "unsafe",
  messages: {
    misread: {
      text: "timestamp {written} is read as {stored}, that is {time}: {effect}",
      help: "a timestamp is 16 lower-case hexadecimal digits, such as {now} for now",
    },
    rest: {
      text: "{rest} behind {stored} is ignored, and does no harm",
      help: "remove it: a timestamp is 16 lower-case hexadecimal digits",
      severity: "info",
    },
    ignored: {
      text: "timestamp {written} is read as no timestamp: the record is visible at all times",
      help: "a timestamp is 16 lower-case hexadecimal digits, such as {now} for now",
    },
    location: {
      text: "{written} stands in the timestamp field, where it is read as {time}: {effect}; for a location one more colon is needed",
      help: "put a colon in front: the fields are {fields}",
    },
    ttl: {
      text: "{written} stands in the timestamp field, where it is read as {time}: {effect}, with the default ttl",
      help: "for a ttl take out the colon in front: the fields are {fields}",
    },
    lost: {
      text: "{written} stands in the timestamp field and is ignored: the record is visible to everybody",
      help: "for a location put one more colon in front: the fields are {fields}",
    },
    unix: { text: "Write unix time {written} as TAI64" },
    colon: { text: "Make {written} the location" },
    lower: { text: "Write {meant}" },
    before: { text: "Make {written} the ttl" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n%in:192.168\n+www.example.org:192.0.2.7::in\n",
    good: ".example.org:192.0.2.1:a\n%in:192.168\n+www.example.org:192.0.2.7:::in\n",
  },
  on: {
    line: {
      watch: Notice.Timestamp,
      check: (line, data, report) => {
        if (isCutAtColon(line, data) || shiftedField(line, data) || shiftedName(line, data)) return;
        for (const field of fieldsOfKind(line, "timestamp")) {
          const bytes = new Uint8Array(8);
          if (isCommented(field, line, data) || isBehindWord(field, line, data)) continue;
          if (writeTimestamp(data.text.bytes, field.start, field.end, bytes)) continue;
          const label = new DataView(bytes.buffer).getBigUint64(0);
          const text = data.text.slice(field);
          const isLocation = isCode(text, data) && line.fields.length === field.index + 1;
          const isRest = isReadAsLabel(text);
          // Zeros are no timestamp however many there are.
          if (/^0+$/.test(text) && !isLocation) continue;
          const params = {
            written: data.inQuotes(field),
            rest: data.inQuotes({ start: field.start + LABEL_SIZE, end: field.end }),
            stored: label.toString(16).padStart(16, "0"),
            time: formatTai64(label),
            effect: effectOf(label, isEnd(line.fields[field.index - 1], data), tai64OfUnix(data.now)),
            now: tai64OfUnix(data.now).toString(16),
            fields: fieldNames(line.type!),
          };
          if (isTtl(text, line.fields[field.index - 1])) {
            report({ at: field, message: "ttl", params, fixes: [ttlFix(field, line, data, params)] });
            continue;
          }
          report({
            at: field,
            message: isRest ? "rest" : messageFor(label, isLocation),
            params,
            fixes: fixesFor(text, isLocation).map(({ title, newText }) => ({
              title,
              params: { ...params, meant: newText },
              safety: isRest ? "safe" : "unsafe",
              edits: [{ span: field, newText }],
            })),
          });
        }
      },
    },
  },
});

/** Whether a text can be a location; a 0 is none unless a % line defines it. */
function isCode(text: string, { records }: ZoneData): boolean {
  if (text.length > 2) return false;
  return !/^0+$/.test(text) || records.locations.some(({ code }) => formatLocation(code) === text);
}

/** Whether a text is like a ttl, and none stands in front; the first digits of a label are none. */
function isTtl(text: string, before: DataField): boolean {
  return before.start === before.end && /^(?!4000)[1-9]\d{2,6}$/.test(text);
}

/** Whether a field too many makes a ttl the timestamp: a name or an address stands where the ttl belongs (ttl-not-a-number). */
function isBehindWord(field: DataField, line: DataLine, data: ZoneData): boolean {
  const before = data.text.slice(line.fields[field.index - 1]);
  return /^[a-z_]|^\d+\.\d+\./i.test(before) && /^(?!4000)\d{1,7}$/.test(data.text.slice(field));
}

/** Takes the colon out, or puts it behind, where a location follows. */
function ttlFix(field: DataField, line: DataLine, data: ZoneData, params: Params): Fix {
  const isLast = line.fields.length === field.index + 1;
  const span = { start: line.fields[field.index - 1].start, end: field.end };
  const newText = `${data.text.slice(field)}${isLast ? "" : ":"}`;
  return { title: "before", params, safety: "unsafe", edits: [{ span, newText }] };
}

function effectOf(label: bigint, end: boolean, now: bigint): string {
  if (end) return label < now ? "the record has ended and is visible to nobody" : "the record ends then";
  return label < now ? "the record is visible at all times" : "the record is visible to nobody until then";
}

function messageFor(label: bigint, isLocation: boolean): "ignored" | "misread" | "location" | "lost" {
  if (isLocation) return label === 0n ? "lost" : "location";
  return label === 0n ? "ignored" : "misread";
}

function fixesFor(text: string, isLocation: boolean): { title: "unix" | "colon" | "lower"; newText: string }[] {
  if (isLocation) return [{ title: "colon", newText: `:${text}` }];
  // The first digits of a label are no unix time.
  if (/^(?!4000000)\d{9,10}$/.test(text)) return [{ title: "unix", newText: tai64OfUnix(Number(text)).toString(16) }];
  const label = /^@?([0-9a-f]{16})/i.exec(text)?.[1].toLowerCase();
  return label ? [{ title: "lower", newText: label }] : [];
}
