import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD331",
  name: "undelegated-child-zone",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  optIn: true,
  since: "0.1",
  what: "A zone and a zone inside it are both served by this file, with different name servers",
  why: "tinydns answers from the inner zone at once, so nobody notices here; a server that has the outer zone alone needs the NS lines of the inner one to refer to it",
  silent: "When both zones have the same name servers",
  sources: ["RFC 1034 section 4.2.1", "tinydns specification Q5"],
  fixable: "none",
  messages: {
    child: {
      text: "{child} is answered from its own zone: the servers of {parent} that do not have it must refer to {servers}",
      help: "make sure that whoever copies {parent} copies the NS lines of {child} too",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a.ns.example.org\n.lab.example.org:192.0.2.2:b.ns.example.org\n",
    good: ".example.org:192.0.2.1:a.ns.example.org\n.lab.example.org::a.ns.example.org\n",
  },
  on: {
    zone: (zone, data, report) => {
      const { records, names, zones } = data;
      const above = names.parent(zone.name);
      if (above < 0 || !zone.isAuthoritySomewhere()) return;
      const fate = zones.fate(above);
      if (fate.kind !== "served") return;
      const outer = new Set(fate.zone.servers.map((row) => records.target[row]));
      const others = [...new Set(zone.servers.map((row) => records.target[row]))];
      if (others.length === outer.size && others.every((server) => outer.has(server))) return;
      const params = {
        child: names.text(zone.name),
        parent: names.text(fate.zone.name),
        servers: others.map((server) => names.text(server)).join(", "),
      };
      report({ at: data.ownerSpan(zone.servers[0] ?? zone.soas[0]), message: "child", params });
    },
  },
});
