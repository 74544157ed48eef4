import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice, ScannedNumber, scanNumber } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { isCutAtColon } from "./cut-at-colon.js";
import { harmlessRest } from "./rest-of-value.js";
import { shiftedField } from "./shifted-field.js";

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
    "that is told by txt-cut-at-colon, record-dropped and cname-to-root; for blanks, marks such as ; and the unit s at the end, which harmless-rest is about",
  sources: ["tinydns specification N1, N2, N4"],
  fixable: "unsafe",
  messages: {
    rest: {
      text: "ttl {written} is read as {seconds} seconds",
      help: "write the number of seconds; units are not known",
    },
    none: {
      text: "ttl {written} is no number: the default of {seconds} seconds is used",
      help: "write the number of seconds, or leave the field empty",
    },
    replace: { text: "Write {meant} seconds" },
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
          if (isCommented(field, line, data) || harmlessRest(field, data) || shiftedField(line, data)) continue;
          const written = `"${data.shown(field)}"`;
          const [, count, unit] = /^(\d+)([mhdw])$/i.exec(data.text.slice(field)) ?? [];
          const meant = Number(count) * UNITS[unit?.toLowerCase()];
          report({
            at: field,
            message: found ? "rest" : "none",
            params: { written, seconds: found ? scanned.low : field.spec!.default },
            fixes: unit
              ? [
                  {
                    title: "replace",
                    params: { meant },
                    safety: "unsafe",
                    edits: [{ span: field, newText: `${meant}` }],
                  },
                ]
              : [],
          });
        }
      },
    },
  },
});
