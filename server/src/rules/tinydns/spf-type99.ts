import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import { spfTextOf } from "../../model/tinydns/spf-text.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
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
    bad: ".example.org:192.0.2.1:a\n:example.org:99:\\012v=spf1\\040mx\\040-all\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 mx -all\n",
  },
  on: {
    file: (data, report) => {
      const { records } = data;
      const besides = new Map<NameId, boolean>();
      for (const row of records.allOfType(SPF)) {
        const name = records.owner[row];
        const isBeside = besides.get(name) ?? hasSpf(name, data);
        besides.set(name, isBeside);
        const goesOn = report({
          at: data.field(data.lineOf(row), 1),
          message: isBeside ? "beside" : "alone",
          params: { name: records.ownerText(row) },
          tags: isBeside ? ["deprecated"] : [],
        });
        if (!goesOn) return;
      }
    },
  },
});

/** The type that SPF once had of its own (RFC 4408 section 3.1.1). */
const SPF = 99;

function hasSpf(name: NameId, data: ZoneData): boolean {
  return data.records.rowsOfType(name, TYPE.TXT).some((row) => spfTextOf(row, data) !== undefined);
}
