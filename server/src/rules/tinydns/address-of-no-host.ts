import type { Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD105",
  name: "address-of-no-host",
  language: "tinydns",
  severity: "info",
  category: "coercion",
  since: "0.1",
  what: "A name has an address such as 0.0.0.0 or 255.255.255.255, which no host has",
  why: "Clients cannot connect to it, and some that get 0.0.0.0 connect to themselves; it stands there for a host that was not known yet, as a rule",
  silent:
    "For name servers and mail exchangers (ns-address-not-public, mx-address-not-public), and for a number above 255 that wraps (ip-octet-wraps); each address is told once",
  sources: ["RFC 6890 section 2.2.2", "RFC 1122 section 3.2.1.3"],
  fixable: "none",
  messages: {
    one: {
      text: "{name} has the address {address}, which no host has",
      help: "write the address of the host, or remove the line while there is none",
    },
    many: {
      text: "{count} lines give the address {address}, which no host has",
      help: "write the address of each host, or remove the lines while there is none",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:0.0.0.0\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      const { records } = data;
      const found = new Map<number, { readonly first: Row; count: number }>();
      for (const row of data.traits.rowsWith(Trait.NoHost)) {
        if (data.isAddressAsked(records.owner[row]) || records.isExpired(row, data.now)) continue;
        const address = records.target[row];
        const known = found.get(address);
        if (known) known.count++;
        else found.set(address, { first: row, count: 1 });
      }
      for (const [number, { first, count }] of found) {
        const at = data.targetSpan(first);
        const address = formatAddress(number);
        if (!data.text.slice(at).startsWith(address)) continue;
        const params = { name: records.ownerText(first), address, count };
        if (!report({ at, message: count === 1 ? "one" : "many", params })) return;
      }
    },
  },
});
