import { TYPE } from "../../compile/expand.js";
import { spfTextOf } from "../../model/tinydns/spf-text.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD253",
  name: "spf-type99",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "A sender policy is published as a record of type 99 (SPF)",
  why: "The type was given up in 2014: receivers ask for TXT only",
  sources: ["RFC 7208 section 3.1"],
  fixable: "none",
  messages: {
    alone: {
      text: "nobody reads this sender policy: receivers ask for TXT, and {name} has no SPF record of type TXT",
      help: "publish it with a ' line",
    },
    beside: { text: "nobody reads type 99 any more: the TXT record of {name} alone counts", help: "remove the line" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n:example.org:99:\\012v=spf1\\040mx\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 mx\n",
  },
  on: {
    record: {
      types: [99],
      watch: Trait.Unusual,
      check: (row, data, report) => {
        const { records } = data;
        const texts = records.rowsOfType(records.owner[row], TYPE.TXT);
        const isBeside = texts.some((text) => spfTextOf(text, data) !== undefined);
        const line = data.lineOf(row);
        report({
          at: data.field(line, 1),
          message: isBeside ? "beside" : "alone",
          params: { name: records.ownerText(row) },
          tags: isBeside ? ["deprecated"] : [],
        });
      },
    },
  },
});
