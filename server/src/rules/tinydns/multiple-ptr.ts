import { TYPE } from "../../compile/expand.js";
import { isOfNoHost } from "../../model/address-block.js";
import type { Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { companionOf } from "./record-set.js";

export default defineRule({
  code: "TD403",
  name: "multiple-ptr",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "An address has several PTR records",
  why: "tinydns sends all of them; most programs that ask for the name of an address take one alone, mostly the first, and caches on the way may have turned the order",
  silent:
    "When the reverse zone is not served here although the file has zones (ptr-outside-zones), for records that no client sees together, and for addresses that no host has (address-of-no-host)",
  sources: ["tinydns-data(8)", "RFC 1912 section 2.1", "tinydns specification R5, trap T63"],
  fixable: "unsafe",
  messages: {
    several: {
      text: "{address} gets a second name, {target}, besides {other}: a program that wants one name takes either",
      help: "keep one = line for the address and write its other names with +",
    },
    other: { text: "{address} is {other} here" },
    alias: { text: "Make it a + line" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n=www.example.org:192.0.2.7\n=ftp.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n=www.example.org:192.0.2.7\n+ftp.example.org:192.0.2.7\n",
  },
  on: {
    name: {
      type: TYPE.PTR,
      several: true,
      check: (name, data, report) => {
        const { records, names, zones } = data;
        const rows = records.rowsOfType(name, TYPE.PTR);
        if (data.hasAuthority && zones.fate(name).kind === "outside") return;
        const address = names.addressOfReverse(name);
        if (address < 0 || isOfNoHost(address)) return;
        const targets = new Set<number>();
        const firsts: Row[] = [];
        for (const row of rows) {
          const target = records.target[row];
          if (targets.has(target)) continue;
          targets.add(target);
          const other = companionOf(row, firsts, records);
          firsts.push(row);
          if (other === undefined) continue;
          const params = {
            address: formatAddress(address),
            target: names.text(target),
            other: names.text(records.target[other]),
          };
          const { start } = data.lineOf(row);
          const edit = { span: { start, end: start + 1 }, newText: "+" };
          report({
            at: data.targetSpan(row),
            message: "several",
            params,
            related: [{ span: data.targetSpan(other), message: "other", params }],
            fixes: data.letterOf(row) === "=" ? [{ title: "alias", safety: "unsafe", edits: [edit] }] : [],
          });
        }
      },
    },
  },
});
