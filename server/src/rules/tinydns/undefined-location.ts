import { printable } from "djblint-grammars/text";
import { formatLocation, type LocationCode } from "../../model/tinydns/location-code.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { isCutAtColon } from "./cut-at-colon.js";

export default defineRule({
  code: "TD141",
  name: "undefined-location",
  language: "tinydns",
  severity: "error",
  category: "locations",
  since: "0.1",
  what: "A record has a location that no % line defines",
  why: "tinydns shows the record to clients of that location alone, and no client belongs to it: the record is visible to nobody",
  silent: "When the location field is the rest of a text that was cut at its colons",
  sources: ["tinydns specification Q2, traps T12, T13"],
  fixable: "none",
  messages: {
    undefined: {
      text: "no % line defines the location {code}: the record is visible to nobody",
      help: "add a line %{code}:PREFIX, or leave the field empty for a record that everybody sees",
    },
    long: {
      text: "no % line defines the location {code}, as {written} is read: the record is visible to nobody",
      help: "location codes have one or two bytes; a ttl stands in front of the timestamp",
    },
    case: {
      text: "no % line defines the location {code}, only {other}: the record is visible to nobody",
      help: "write {other}; codes are compared byte for byte",
    },
  },
  example: {
    bad: "%in:192.168\n.example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:::ni\n",
    good: "%in:192.168\n.example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:::in\n",
  },
  on: {
    file: (data, report) => {
      const { records } = data;
      const { line } = records;
      const defined = new Map(records.locations.map(({ code }) => [code, shown(code)]));
      const byLetters = new Map([...defined.values()].map((code) => [code.toLowerCase(), code]));
      let last = -1;
      for (const row of data.traits.rowsWith(Trait.ForLocation)) {
        const code = records.locationOf(row);
        if (line[row] === last || defined.has(code)) continue;
        last = line[row];
        const read = data.lineOf(row);
        const field = read.fields.find(({ spec }) => spec?.kind === "location")!;
        if (isCutAtColon(read, data) || isCommented(field, read, data)) continue;
        const other = byLetters.get(shown(code).toLowerCase());
        const written = data.inQuotes(field);
        const params = { code: shown(code), other: other ?? "", written };
        const message = other !== undefined ? "case" : field.end - field.start > CODE_SIZE ? "long" : "undefined";
        if (!report({ at: field, message, params })) return;
      }
    },
  },
});

/** Bytes of a code that are stored. */
const CODE_SIZE = 2;

function shown(code: LocationCode): string {
  return printable(formatLocation(code));
}
