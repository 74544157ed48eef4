import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice, ScannedNumber, scanNumber } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD112",
  name: "ttl-overflows",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "A ttl is above 4294967295",
  why: "Only the low 32 bits are stored: another ttl is published",
  sources: ["tinydns specification N3"],
  fixable: "none",
  messages: {
    overflows: {
      text: "ttl {written} is published as {published}",
      help: "write a ttl below 2147483648; larger ones mean 0 to resolvers (RFC 2181 section 8)",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:99999999999\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:86400\n",
  },
  on: {
    line: {
      watch: Notice.NumberWraps,
      check: (line, data, report) => {
        const scanned = new ScannedNumber();
        for (const field of fieldsOfKind(line, "ttl")) {
          if (!scanNumber(data.text.bytes, field.start, field.end, scanned) || !scanned.wide) continue;
          const params = { written: data.shown(field), published: scanned.low };
          report({ at: field, message: "overflows", params });
        }
      },
    },
  },
});
