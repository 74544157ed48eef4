import { defineRule } from "../rule.js";
import { hasOddByte } from "./odd-name.js";

export default defineRule({
  code: "TD302",
  name: "soa-without-ns",
  language: "tinydns",
  severity: "error",
  category: "delegation",
  since: "0.1",
  what: "A zone has an SOA and no name server",
  why: "For tinydns a zone begins where an NS record is; an SOA alone makes none, so it stays silent or answers from the zone above",
  silent:
    "Below a delegation, where the server only refers to others (occluded-record, zone-without-soa), and for names that are very likely misspelt (misspelt-zone)",
  sources: ["tinydns specification Q5, trap T59"],
  fixable: "none",
  messages: {
    silent: {
      text: "{zone} has an SOA but no NS: tinydns does not answer at all for it",
      help: "add a line &{zone}:ip:x for each name server",
    },
    parent: {
      text: "{zone} has an SOA but no NS: tinydns answers for it from the zone {parent}",
      help: "add a line &{zone}:ip:x for each name server, or remove the SOA",
    },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster.example.org\n+www.example.org:192.0.2.7\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    zone: (sole, data, report) => {
      if (sole.serverCount > 0 || data.isInZoneSlip(sole)) return;
      const { name, soas } = sole;
      const fate = data.zones.fate(name);
      if (fate.kind === "delegated" || hasOddByte(data.lineOf(soas[0]), data)) return;
      const zone = data.names.text(name);
      const parent = fate.kind === "outside" ? "" : data.names.text(fate.zone.name);
      report({ at: data.ownerSpan(soas[0]), message: parent ? "parent" : "silent", params: { zone, parent } });
    },
  },
});
