import { Notice, ScannedNumber, scanNumber } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isCommented } from "./comment-at-end.js";
import { harmlessRest } from "./rest-of-value.js";

const DISTANCE = 3;

export default defineRule({
  code: "TD114",
  name: "mx-distance-not-a-number",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "The distance of an MX is not made of digits alone",
  why: "tinydns-data takes the digits at its start and ignores the rest; without a digit there the distance is 0",
  silent: "For blanks and marks such as ; at the end, which harmless-rest is about",
  sources: ["tinydns specification N1, N2"],
  fixable: "none",
  messages: {
    misread: { text: "distance {written} is published as {published}", help: "write a number from 0 to 65535" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a:ten\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a:10\n",
  },
  on: {
    line: {
      watch: Notice.NumberMissing | Notice.NumberRest,
      check: (line, data, report) => {
        const field = line.fields[DISTANCE];
        if (line.type!.letter !== "@" || !field || field.end === field.start) return;
        const scanned = new ScannedNumber();
        const found = scanNumber(data.text.bytes, field.start, field.end, scanned);
        if ((found && scanned.end === field.end) || isCommented(field, line, data)) return;
        if (harmlessRest(field, data)) return;
        const published = found ? scanned.low & 0xffff : 0;
        report({ at: field, message: "misread", params: { written: `"${data.shown(field)}"`, published } });
      },
    },
  },
});
