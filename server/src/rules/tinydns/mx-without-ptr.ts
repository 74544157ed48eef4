import { formatAddress } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { hostLine, unnamedExchangers } from "./reverse-records.js";

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
    "When the reverse zone is not served here, and when the line itself gives the address (missing-ptr); each address is told once",
  sources: ["RFC 1912 section 2.1", "RFC 5321 section 4.1.4"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "the mail server {server} has the address {address}, and {address} has no PTR",
      help: "write its address with a = line: ={server}:{address}",
    },
    host: { text: "Make its line a = line" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n+mail.example.org:192.0.2.7\n@example.org::mail.example.org:10\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n=mail.example.org:192.0.2.7\n@example.org::mail.example.org:10\n",
  },
  on: {
    file: (data, report) => {
      for (const [address, { row, host }] of unnamedExchangers(data)) {
        const params = { server: data.names.text(data.records.target[row]), address: formatAddress(address) };
        const goesOn = report({ at: data.targetSpan(row), message: "missing", params, fixes: hostLine(host, data) });
        if (!goesOn) return;
      }
    },
  },
});
