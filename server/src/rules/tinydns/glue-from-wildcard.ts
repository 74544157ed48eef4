import { TYPE } from "../../compile/expand.js";
import { type NameId, NO_NAME } from "../../model/tinydns/name-table.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD314",
  name: "glue-from-wildcard",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "The server of a delegation has its address from a wildcard only",
  why: "tinydns sends along only addresses that stand at the server's own name: the referral goes out without one",
  silent: "For servers inside the delegated zone (missing-glue), and inside another one (sibling-glue-missing)",
  sources: ["tinydns specification Q11, trap T70"],
  fixable: "none",
  messages: {
    wildcard: {
      text: "the referral to {server} carries no address: {wildcard} gives none to other answers",
      help: "write the address of {server} into the line",
    },
    source: { text: "the wildcard" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n&sub.example.org::ns.example.org\n+*.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n&sub.example.org:192.0.2.7:ns.example.org\n+*.example.org:192.0.2.7\n",
  },
  on: {
    zone: (zone, data, report) => {
      const { records, names, lookUp } = data;
      if (zone.isAuthoritySomewhere() || !lookUp.hasWildcards) return;
      for (const row of zone.servers) {
        const server = records.target[row];
        if (names.isWithin(server, zone.name) || records.firstRow(server) >= 0) continue;
        if (data.zones.fate(server).kind === "delegated") continue;
        const wildcard = wildcardAbove(server, data);
        if (wildcard === NO_NAME || !records.hasType(wildcard, TYPE.A)) continue;
        report({
          at: data.targetSpan(row),
          message: "wildcard",
          params: { server: names.text(server), wildcard: names.text(wildcard) },
          related: [{ span: data.ownerSpan(records.firstRow(wildcard)), message: "source" }],
        });
      }
    },
  },
});

/** The nearest wildcard above a name, whichever zones lie between: addresses are sent along from anywhere (Q11). */
function wildcardAbove(name: NameId, { names, lookUp }: ZoneData): NameId {
  for (const above of names.upward(names.parent(name))) {
    const wildcard = lookUp.wildcardBelow(above);
    if (wildcard !== NO_NAME) return wildcard;
  }
  return NO_NAME;
}
