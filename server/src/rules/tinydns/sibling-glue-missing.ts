import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { hasGlue } from "./glue.js";

export default defineRule({
  code: "TD312",
  name: "sibling-glue-missing",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "A name server stands below another delegation of this file and has no address here",
  why: "tinydns can send no address along: resolvers first have to ask the servers of the other delegation, and two delegations that name each other's servers so cannot be followed at all",
  silent: "For servers inside the delegated zone itself (missing-glue), and for servers with an IPv6 address here",
  sources: ["RFC 9471 section 3", "tinydns specification Q11"],
  fixable: "none",
  messages: {
    missing: {
      text: "{server} serves {owner} and has no address here: resolvers have to ask the servers of {zone} for it first",
      help: "write its address into the line: {letter}{owner}:ip:{server}",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n&one.example.org:192.0.2.2:ns.one.example.org\n&two.example.org::ns2.one.example.org\n",
    good: ".example.org:192.0.2.1:a\n&one.example.org:192.0.2.2:ns.one.example.org\n&two.example.org:192.0.2.3:ns2.one.example.org\n",
  },
  on: {
    record: {
      types: [TYPE.NS],
      watch: Trait.TargetHidden,
      check: (row, data, report) => {
        const { records, names, zones } = data;
        const server = records.target[row];
        const fate = zones.fate(server);
        if (fate.kind !== "delegated" || names.isWithin(server, records.owner[row])) return;
        const above = names.parent(fate.zone.name);
        if (above < 0 || !zones.isServed(above) || hasGlue(row, data)) return;
        const params = {
          server: names.text(server),
          owner: records.ownerText(row),
          zone: names.text(fate.zone.name),
          letter: data.letterOf(row),
        };
        report({ at: data.targetSpan(row), message: "missing", params });
      },
    },
  },
});
