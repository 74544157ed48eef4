import { TYPE } from "../../compile/expand.js";
import { Reach } from "../../model/tinydns/look-up.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { isTargetFaulty } from "./faulty-names.js";
import { isSent } from "./record-set.js";

export default defineRule({
  code: "TD402",
  name: "ptr-mismatch",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "A PTR points to a name that does not have the address",
  why: "Servers that check both directions, mail servers above all, take such a client for a forged one",
  silent:
    "For = lines, for targets outside the zones of this file and below a delegation, for aliases (ptr-to-cname), when the PTR itself is in no zone of this file, and for names on lines of which another rule tells that they publish something else than they say (record-dropped, ip-octet-wraps, invalid-host-name)",
  sources: ["RFC 1912 section 2.1", "Zonemaster ADDRESS03"],
  fixable: "none",
  messages: {
    other: {
      text: "{address} is said to be {target}, but {target} has another address here: {others}",
      help: "correct the PTR, or add +{target}:{address}",
    },
    none: {
      text: "{address} is said to be {target}, which has no address: {zone} is served here and has no A record for it",
      help: "correct the PTR, or add +{target}:{address}",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n+www.example.org:192.0.2.7\n^8.2.0.192.in-addr.arpa:www.example.org\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n+www.example.org:192.0.2.7\n^7.2.0.192.in-addr.arpa:www.example.org\n",
  },
  on: {
    record: {
      types: [TYPE.PTR],
      watch: Trait.Pointer,
      check: (row, data, report) => {
        const { records, names, zones, lookUp } = data;
        const address = names.addressOfReverse(records.owner[row]);
        const target = records.target[row];
        const reach = lookUp.reach(target);
        if (address < 0 || reach === Reach.Unknown || reach === Reach.Alias) return;
        const fate = zones.fate(target);
        if (!isSent(row, data) || fate.kind !== "served") return;
        const found = lookUp.addressesFor(target);
        if (found.has(address) || isTargetFaulty(row, data)) return;
        const others = firstOf(found, 4).map(formatAddress);
        report({
          at: data.targetSpan(row),
          message: others.length > 0 ? "other" : "none",
          params: {
            address: formatAddress(address),
            target: names.text(target),
            others: others.join(", "),
            zone: names.text(fate.zone.name),
          },
        });
      },
    },
  },
});

function firstOf(addresses: Iterable<number>, most: number): number[] {
  const first: number[] = [];
  for (const address of addresses) if (first.push(address) === most) break;
  return first;
}
