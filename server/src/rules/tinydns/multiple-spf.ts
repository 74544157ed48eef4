import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import { hasSpfVersion } from "../../model/tinydns/spf.js";
import { spfTextOf } from "../../model/tinydns/spf-text.js";
import { defineRule } from "../rule.js";
import { isLocationLost } from "./lost-location.js";
import { companionOf } from "./record-set.js";

export default defineRule({
  code: "TD251",
  name: "multiple-spf",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "A name has several SPF records",
  why: "Receivers that find more than one use none of them and may refuse the mail",
  silent: "For records that no client sees together",
  sources: ["RFC 7208 sections 3.2 and 4.5"],
  fixable: "none",
  messages: {
    several: {
      text: "{name} has a second SPF record: receivers then treat the sender policy as broken and use neither",
      help: "put everything into one record",
    },
    first: { text: "the first SPF record of {name}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:v=spf1 mx -all\n'example.org:v=spf1 include\\072example.net -all\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 mx include\\072example.net -all\n",
  },
  on: {
    name: {
      type: TYPE.TXT,
      several: true,
      check: (name, data, report) => {
        const { records } = data;
        const rows = records.rowsOfType(name, TYPE.TXT);
        const earlier: Row[] = [];
        for (const row of rows) {
          if (!hasSpfVersion(spfTextOf(row, data) ?? "")) continue;
          const first = companionOf(row, earlier, records);
          earlier.push(row);
          if (first === undefined || isLocationLost(row, first, data)) continue;
          const params = { name: records.ownerText(row) };
          report({
            at: data.ownerSpan(row),
            message: "several",
            params,
            related: [{ span: data.ownerSpan(first), message: "first", params }],
          });
        }
      },
    },
  },
});
