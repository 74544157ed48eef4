import { Notice, ScannedNumber, scanNumber } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { nameForAddress } from "./name-for-address.js";

const DISTANCE = 3;

export default defineRule({
  code: "TD113",
  name: "mx-distance-overflows",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "The distance of an MX is above 65535",
  why: "Only the low 16 bits are stored: another distance is published, and senders may try the servers in another order",
  sources: ["tinydns specification N3"],
  fixable: "none",
  messages: {
    overflows: { text: "distance {written} is published as {published}", help: "write a number from 0 to 65535" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a:99999\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a:9999\n",
  },
  on: {
    line: {
      watch: Notice.NumberWraps,
      check: (line, data, report) => {
        if (line.type!.letter !== "@" || nameForAddress(line, data)) return;
        const field = line.fields[DISTANCE];
        const scanned = new ScannedNumber();
        if (!scanNumber(data.text.bytes, field.start, field.end, scanned)) return;
        if (!scanned.wide && scanned.low <= 0xffff) return;
        report({
          at: field,
          message: "overflows",
          params: { written: data.shown(field), published: scanned.low & 0xffff },
        });
      },
    },
  },
});
