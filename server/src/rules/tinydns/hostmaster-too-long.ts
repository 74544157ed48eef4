import { defineRule } from "../rule.js";

const MAX_NAME = 255;
/** "hostmaster" with its length byte. */
const ADDED = 11;

export default defineRule({
  code: "TD345",
  name: "hostmaster-too-long",
  language: "tinydns",
  severity: "error",
  category: "delegation",
  since: "0.1",
  what: "A . line has a name so long that hostmaster in front of it makes it too long",
  why: "tinydns-data stores the SOA with the broken name; tinydns then gives no answer that carries the SOA: neither the SOA itself nor that a name does not exist",
  sources: ["tinydns specification R2b, Q13, trap T85"],
  fixable: "none",
  messages: {
    long: {
      text: "hostmaster and this name take {length} bytes, more than 255: tinydns is silent where the SOA belongs into the answer",
      help: "use a Z line with a mailbox of another name, and & lines",
    },
  },
  example: {
    bad: `.${"x".repeat(61)}.${"x".repeat(61)}.${"x".repeat(61)}.${"x".repeat(54)}.org:192.0.2.1:a.ns.example.org\n`,
    good: `.${"x".repeat(61)}.${"x".repeat(61)}.${"x".repeat(61)}.${"x".repeat(40)}.org:192.0.2.1:a.ns.example.org\n`,
  },
  on: {
    zone: (zone, data, report) => {
      const length = data.names.wireLength(zone.name) + ADDED;
      if (length <= MAX_NAME) return;
      for (const row of zone.soas) {
        if (data.lineOf(row).type!.letter !== ".") continue;
        report({ at: data.ownerSpan(row), message: "long", params: { length } });
      }
    },
  },
});
