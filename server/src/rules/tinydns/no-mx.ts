import { TYPE } from "../../compile/expand.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD411",
  name: "no-mx",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  optIn: true,
  since: "0.1",
  what: "A zone has no mail exchanger",
  why: "Senders then try the address of the zone itself, if it has one; mail may arrive at a web server",
  silent: "For reverse zones",
  sources: ["RFC 5321 section 5.1", "Zonemaster ZONE09"],
  fixable: "none",
  messages: {
    none: {
      text: "{zone} has no MX: mail for it goes to the address of {zone}, or nowhere",
      help: "add a line @{zone}:ip:x, or @{zone}::.:0 if it takes no mail",
    },
  },
  example: { bad: ".example.org:192.0.2.1:a\n", good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.7:a:10\n" },
  on: {
    zone: (zone, data, report) => {
      if (!zone.isAuthoritySomewhere() || data.records.hasType(zone.name, TYPE.MX)) return;
      if (data.names.labels(zone.name).at(-1) === "arpa") return;
      report({ at: data.ownerSpan(zone.soas[0]), message: "none", params: { zone: data.names.text(zone.name) } });
    },
  },
});
