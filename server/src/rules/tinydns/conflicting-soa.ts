import { defineRule } from "../rule.js";
import { isLocationLost } from "./lost-location.js";
import { soaInFront } from "./soa-in-front.js";

export default defineRule({
  code: "TD342",
  name: "conflicting-soa",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A Z line stands behind another SOA of the same zone",
  why: "tinydns serves the first SOA that it finds and no other: what the later line says has no effect",
  silent:
    "For several . lines, which are the usual way to name several servers, and for a Z line in front of them; for records of different locations or times",
  sources: ["tinydns specification Q7, Q10, trap T75"],
  fixable: "none",
  messages: {
    dead: {
      text: "this SOA of {zone} is never served: the one that line {line} makes comes first",
      help: "move the line to the front, or remove one of the two",
    },
    first: { text: "this SOA is served" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nZexample.org:a.ns.example.org:admin.example.org\n",
    good: "Zexample.org:a.ns.example.org:admin.example.org\n.example.org:192.0.2.1:a\n",
  },
  on: {
    zone: (zone, data, report) => {
      if (zone.soaCount < 2) return;
      const { records, names } = data;
      for (const row of zone.soas) {
        const first = data.letterOf(row) === "Z" ? soaInFront(row, data) : undefined;
        if (first === undefined || isLocationLost(row, first, data)) continue;
        report({
          at: data.ownerSpan(row),
          message: "dead",
          params: { zone: names.text(zone.name), line: records.line[first] + 1 },
          tags: ["unnecessary"],
          related: [{ span: data.ownerSpan(first), message: "first" }],
        });
      }
    },
  },
});
