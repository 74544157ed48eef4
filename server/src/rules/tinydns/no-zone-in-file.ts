import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD305",
  name: "no-zone-in-file",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "No line of the file makes this server the authority for a zone",
  why: "tinydns answers only inside its zones: taken alone, the file gives no answer to anybody",
  silent:
    "When the file publishes nothing, where tinydns-data stops at a line, which may be that of the zone, and when an SOA or NS " +
    "is there but not its other half (soa-without-ns, zone-without-soa)",
  sources: ["tinydns specification Q5, trap T58"],
  fixable: "none",
  messages: {
    none: {
      text: "no zone is served by this file: without a . line tinydns answers none of its names",
      help: "add a line .zone:ip:x, unless the file is a part that another one completes",
    },
  },
  example: { bad: "+www.example.org:192.0.2.7\n", good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n" },
  on: {
    file: (data, report) => {
      const { count, faults } = data.records;
      if (count === 0 || faults.length > 0 || data.zones.all().length > 0) return;
      report({ at: data.ownerSpan(0), message: "none" });
    },
  },
});
