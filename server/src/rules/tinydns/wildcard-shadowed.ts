import { TYPE } from "../../compile/expand.js";
import { isAddress } from "../../model/tinydns/look-up.js";
import { type NameId, NO_NAME } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { typeName } from "../../model/tinydns/stored-record.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD242",
  name: "wildcard-shadowed",
  language: "tinydns",
  severity: "info",
  category: "record sets",
  since: "0.1",
  what: "A name with records of its own gets no address from the wildcard above it",
  why: "tinydns looks at a wildcard only for names without any record: one TXT or MX record takes the wildcard's address away",
  silent:
    "For names with an address or an alias, for names that some clients do not see, for names with a label that begins with _, and for wildcards without address; each name is told once",
  sources: ["RFC 1912 section 2.7", "tinydns specification Q7, trap T68"],
  fixable: "none",
  messages: {
    shadowed: {
      text: "{name} has only {types} and so gets no address: {wildcard} answers only for names without records",
      help: "add +{name}:ip if it is to have the address of {wildcard}",
    },
    wildcard: { text: "the wildcard" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+*.example.org:192.0.2.7\n'www.example.org:a note\n",
    good: ".example.org:192.0.2.1:a\n+*.example.org:192.0.2.7\n'www.example.org:a note\n+www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      const { records, names, lookUp } = data;
      if (!lookUp.hasWildcards) return;
      for (let name = 0, { count } = names; name < count; name++) {
        const first = records.firstRow(name);
        if (first < 0 || hasAddress(first, data) || !isSeenByAll(first, data)) continue;
        const wildcard = shadowedBy(name, data);
        if (wildcard === NO_NAME || names.labels(name).some((label) => label.startsWith("_"))) continue;
        if (data.zones.fate(name).kind !== "served" || !hasAddress(records.firstRow(wildcard), data)) continue;
        const types = new Set([...records.rowsOf(name)].map((row) => typeName(records.typeOf(row))));
        const goesOn = report({
          at: data.ownerSpan(first),
          message: "shadowed",
          params: { name: names.text(name), types: [...types].join(", "), wildcard: names.text(wildcard) },
          related: [{ span: data.ownerSpan(records.firstRow(wildcard)), message: "wildcard" }],
        });
        if (!goesOn) return;
      }
    },
  },
});

/** Whether one of the rows of a name, of which the first is given, leads to an address. */
function hasAddress(first: Row, { records }: ZoneData): boolean {
  for (let row = first; row >= 0; row = records.nextRow(row)) {
    if (isAddress(records.typeOf(row)) || records.typeOf(row) === TYPE.CNAME) return true;
  }
  return false;
}

/** Whether every client sees one of the rows of a name; whoever sees none is answered from the wildcard. */
function isSeenByAll(first: Row, { records, lookUp }: ZoneData): boolean {
  for (let row = first; row >= 0; row = records.nextRow(row)) if (lookUp.isSeenByAll(row)) return true;
  return false;
}

/** The wildcard that would answer if the name had no records; for a wildcard, the next one above it. */
function shadowedBy(name: NameId, { names, lookUp }: ZoneData): NameId {
  return lookUp.coverOf(names.isWildcard(name) ? names.parent(name) : name);
}
