import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { addressesOf } from "../../model/tinydns/zone-servers.js";
import { defineRule } from "../rule.js";
import { hasReverseRecords } from "./reverse-records.js";

export default defineRule({
  code: "TD412",
  name: "mx-without-ptr",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "The address of a mail exchanger has no PTR although this file serves its reverse zone",
  why: "A mail server that sends from an address without a name is turned away by many others",
  silent:
    "When the reverse zone is not served here, and when the line itself gives the address (missing-ptr); each exchanger is told once",
  sources: ["RFC 1912 section 2.1", "RFC 5321 section 4.1.4"],
  fixable: "none",
  messages: {
    missing: {
      text: "the mail server {server} has the address {address}, and {address} has no PTR",
      help: "write its address with a = line: ={server}:{address}",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n+mail.example.org:192.0.2.7\n@example.org::mail.example.org:10\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n=mail.example.org:192.0.2.7\n@example.org::mail.example.org:10\n",
  },
  on: {
    file: (data, report) => {
      const { records, names, zones } = data;
      if (!zones.holdReverseNames) return;
      const told = new Set<NameId>();
      for (const row of records.allOfType(TYPE.MX)) {
        if (told.has(records.target[row])) continue;
        told.add(records.target[row]);
        for (const each of addressesOf(records.target[row], row, data)) {
          const address = records.target[each];
          if (records.line[each] === records.line[row] || zones.fateOfReverse(address).kind !== "served") continue;
          if (hasReverseRecords(address, data)) continue;
          const params = { server: names.text(records.target[row]), address: formatAddress(address) };
          if (!report({ at: data.targetSpan(row), message: "missing", params })) return;
        }
      }
    },
  },
});
