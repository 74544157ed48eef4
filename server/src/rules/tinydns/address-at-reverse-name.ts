import { TYPE } from "../../compile/expand.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD406",
  name: "address-at-reverse-name",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "A + or = line gives an address to the reverse name of an address",
  why: "Who looks for the name of an address asks for the PTR of its reverse name; an address at that name is asked for by nobody",
  silent: "For names below reverse zones that are no reverse names of an address, such as a.ns.2.0.192.in-addr.arpa",
  sources: ["RFC 1035 section 3.5", "tinydns specification R4, R5, R8"],
  fixable: "none",
  messages: {
    alias: {
      text: "nobody asks for an address of {name}: the name of {address} is not found by it",
      help: "write ^{name}: and the name of the host, or a line =host:{address}",
    },
    host: {
      text: "{target} gets the name {name}, which is a reverse name itself",
      help: "write the name of the host in front: =host:{target}",
      severity: "info",
    },
  },
  example: {
    bad: ".2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n+7.2.0.192.in-addr.arpa:192.0.2.7\n",
    good: ".2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^7.2.0.192.in-addr.arpa:www.example.org\n",
  },
  on: {
    file: (data, report) => {
      const { records, names } = data;
      if (!names.hasReverseNames) return;
      for (let row = 0; row < records.count; row++) {
        if (records.typeOf(row) !== TYPE.A) continue;
        const owner = records.owner[row];
        const address = names.addressOfReverse(owner);
        const letter = address < 0 ? "" : data.letterOf(row);
        if (letter !== "+" && letter !== "=") continue;
        const params = {
          name: names.text(owner),
          address: formatAddress(address),
          target: formatAddress(records.target[row]),
        };
        if (!report({ at: data.ownerSpan(row), message: letter === "+" ? "alias" : "host", params })) return;
      }
    },
  },
});
