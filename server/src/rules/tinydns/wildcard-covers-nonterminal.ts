import { TYPE } from "../../compile/expand.js";
import { type NameId, NO_NAME } from "../../model/tinydns/name-table.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { isServerLine } from "./record-set.js";

export default defineRule({
  code: "TD246",
  name: "wildcard-covers-nonterminal",
  language: "tinydns",
  severity: "info",
  category: "record sets",
  since: "0.1",
  what: "A wildcard answers for a name that has no records but names below it",
  why: "For other servers such a name exists and hides the wildcard; for tinydns it does not, so the wildcard answers for it and for all other names below it",
  silent:
    "For names that server lines make (a.ns.zone), and for names with a label that begins with _; each wildcard is told once",
  sources: ["RFC 4592 section 2.2.2", "tinydns specification Q7, trap T69"],
  fixable: "none",
  messages: {
    covers: {
      text: "{wildcard} answers for {between} too: {below} exists, but {between} itself has no records",
      help: "give {between} records of its own if the wildcard is not to answer for it",
    },
    below: { text: "{below} exists" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+*.example.org:192.0.2.7\n+www.sub.example.org:192.0.2.8\n",
    good: ".example.org:192.0.2.1:a\n+*.example.org:192.0.2.7\n+www.sub.example.org:192.0.2.8\n+sub.example.org:192.0.2.8\n",
  },
  on: {
    file: (data, report) => {
      const { records, names, lookUp } = data;
      if (!lookUp.hasWildcards) return;
      const told = new Set<NameId>();
      for (let first = 0; first < records.count; first++) {
        const name = records.owner[first];
        if (records.firstRow(name) !== first) continue;
        const between = names.parent(name);
        const wildcard = coverOfNonterminal(between, data);
        if (wildcard === NO_NAME || told.has(wildcard) || names.isWildcard(name)) continue;
        if (records.typeOf(first) === TYPE.A && isServerLine(first, data)) continue;
        if (names.labels(between).some((label) => label.startsWith("_")) || data.zones.fate(between).kind !== "served")
          continue;
        told.add(wildcard);
        const params = { wildcard: names.text(wildcard), between: names.text(between), below: names.text(name) };
        const goesOn = report({
          at: data.ownerSpan(records.firstRow(wildcard)),
          message: "covers",
          params,
          related: [{ span: data.ownerSpan(first), message: "below", params }],
        });
        if (!goesOn) return;
      }
    },
  },
});

/** The wildcard that answers for a name without records; none for a name that has some. */
function coverOfNonterminal(name: NameId, { records, lookUp }: ZoneData): NameId {
  return name === NO_NAME || records.firstRow(name) >= 0 ? NO_NAME : lookUp.coverOf(name);
}
