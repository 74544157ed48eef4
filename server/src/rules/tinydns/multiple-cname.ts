import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import { defineRule } from "../rule.js";
import { isLocationLost } from "./lost-location.js";
import { companionOf } from "./record-set.js";

export default defineRule({
  code: "TD203",
  name: "multiple-cname",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "A name is an alias of several names",
  why: "tinydns sends all of them; resolvers take one at random or none at all",
  silent: "For the same target twice (duplicate-record), and for aliases that no client sees together",
  sources: ["RFC 2181 section 10.1", "tinydns specification Q7"],
  fixable: "none",
  messages: {
    several: {
      text: "{name} is an alias of {target} and of {other}: a name can have one canonical name only",
      help: "keep one of the lines; to spread load, give {name} several addresses with + lines",
    },
    first: { text: "alias of {other}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCftp.example.org:a.ns.example.org\nCftp.example.org:ftp.example.net\n",
    good: ".example.org:192.0.2.1:a\nCftp.example.org:ftp.example.net\n",
  },
  on: {
    name: {
      type: TYPE.CNAME,
      several: true,
      check: (name, data, report) => {
        const { records, names } = data;
        const targets = new Set<number>();
        const firsts: Row[] = [];
        for (const row of records.rowsOfType(name, TYPE.CNAME)) {
          const target = records.target[row];
          if (targets.has(target)) continue;
          targets.add(target);
          const other = companionOf(row, firsts, records);
          firsts.push(row);
          if (other === undefined || isLocationLost(row, other, data)) continue;
          const params = {
            name: records.ownerText(row),
            target: names.text(target),
            other: names.text(records.target[other]),
          };
          report({
            at: data.targetSpan(row),
            message: "several",
            params,
            related: [{ span: data.targetSpan(other), message: "first", params }],
          });
        }
      },
    },
  },
});
