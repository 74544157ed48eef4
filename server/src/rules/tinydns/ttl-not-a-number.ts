import { fieldNames } from "djblint-grammars/tinydns/fields";
import { type DataField, type DataLine, fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { formatLocation } from "../../model/tinydns/location-code.js";
import { Notice, ScannedNumber, scanNumber } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { plural } from "../../plural.js";
import { defineRule, type Observation } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { isCutAtColon } from "./cut-at-colon.js";
import { harmlessRest } from "./rest-of-value.js";
import { colonInFront, shiftedField, shiftedName, shiftedServer } from "./shifted-field.js";

/** Seconds in the units that people write. */
const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86400, w: 604800 };

export default defineRule({
  code: "TD111",
  name: "ttl-not-a-number",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "A ttl is not made of digits alone",
  why: "tinydns-data takes the digits at its start and ignores the rest; without a digit there it takes the default",
  silent:
    "When a text or an IPv6 address was cut at its colons, or an address or target stands here because of a colon too many: " +
    "that is told by txt-cut-at-colon, record-dropped, target-is-ip and cname-to-root; for blanks, marks such as ; and the unit s at the end, which harmless-rest is about",
  sources: ["tinydns specification N1, N2, N4"],
  fixable: "unsafe",
  messages: {
    rest: {
      text: "ttl {written} is read as {seconds}",
      help: "write the number of seconds; units are not known",
    },
    none: {
      text: "ttl {written} is no number: the default of {seconds} is used",
      help: "write the number of seconds, or leave the field empty",
    },
    address: {
      text: "{written} stands in the ttl field, where it is read as {seconds}: it is no address of {owner}",
      help: "a line has one address; write another line for the second",
    },
    server: {
      text: "{written} stands one field too far behind, where it is read as a ttl of {seconds}: it is not the name of the server",
      help: "take out a colon in front of it: the fields are {fields}",
    },
    "server-colon": { text: "Take out the colon in front of {written}" },
    location: {
      text: "{written} stands in the ttl field: the default of {seconds} is used, and the record is visible to everybody",
      help: "for a location put two more colons in front: the fields are {fields}",
    },
    replace: { text: "Write {meant} seconds" },
    colons: { text: "Make {written} the location" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:1h\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:3600\n",
  },
  on: {
    line: {
      watch: Notice.NumberMissing | Notice.NumberRest,
      check: (line, data, report) => {
        const scanned = new ScannedNumber();
        for (const field of fieldsOfKind(line, "ttl")) {
          const found = scanNumber(data.text.bytes, field.start, field.end, scanned);
          if ((found && scanned.end === field.end) || isCutAtColon(line, data)) continue;
          if (isCommented(field, line, data) || harmlessRest(field, data)) continue;
          if (shiftedField(line, data) || shiftedServer(line, data)) continue;
          const params = {
            written: data.inQuotes(field),
            seconds: plural(found ? scanned.low : Number(field.spec!.default), "second"),
            owner: data.shown(line.fields[0]),
            fields: fieldNames(line.type!),
          };
          report({ at: field, params, ...explanation(field, found, line, data) });
        }
      },
    },
  },
});

function explanation(
  field: DataField,
  hasDigits: boolean,
  line: DataLine,
  data: ZoneData,
): Pick<Observation, "message" | "fixes"> {
  const text = data.text.slice(field);
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return { message: "address" };
  if (shiftedName(line, data)?.index === field.index) {
    const edits = [colonInFront(field)];
    return {
      message: "server",
      fixes: [{ title: "server-colon", params: { written: text }, safety: "unsafe", edits }],
    };
  }
  if (isLocation(text, field, line, data)) {
    const edits = [{ span: field, newText: `::${text}` }];
    return {
      message: "location",
      fixes: [{ title: "colons", params: { written: text }, safety: "unsafe", edits }],
    };
  }
  const [, count, unit] = /^(\d+)([mhdw])$/i.exec(text) ?? [];
  if (unit === undefined) return { message: hasDigits ? "rest" : "none" };
  const meant = `${Number(count) * UNITS[unit.toLowerCase()]}`;
  const edits = [{ span: field, newText: meant }];
  return { message: "rest", fixes: [{ title: "replace", params: { meant }, safety: "unsafe", edits }] };
}

/** Whether a text without digits is the last of the line, and a code that a % line defines. */
function isLocation(text: string, { index }: DataField, line: DataLine, { records }: ZoneData): boolean {
  if (!/^[a-z]\w?$/i.test(text) || line.fields.length > index + 1) return false;
  return records.locations.some(({ code }) => formatLocation(code) === text);
}
