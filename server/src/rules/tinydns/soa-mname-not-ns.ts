import { defineRule } from "../rule.js";
import { hasOddByte } from "./odd-name.js";
import { soaInFront } from "./soa-in-front.js";
import { isSwapped, serverNames, writtenSoas } from "./swapped-soa.js";

export default defineRule({
  code: "TD341",
  name: "soa-mname-not-ns",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "The primary server that an SOA names is none of the zone's name servers",
  why: "A primary that is kept out of sight is all right; otherwise the name is a slip or was left behind by a move",
  silent:
    "For the SOA that . lines make, for one that is never served (conflicting-soa), for a zone without name servers (soa-without-ns), when the server and the mailbox are swapped (soa-rname-not-a-mailbox), for an address in place of the name (target-is-ip), for a single label (bare-label-target), and for names that are very likely misspelt (misspelt-target, misspelt-zone)",
  sources: ["RFC 1035 section 3.3.13", "Zonemaster CONSISTENCY06"],
  fixable: "none",
  messages: {
    stranger: {
      text: "{mname} is named as the primary server of {zone}, but it is none of its name servers: {servers}",
      help: "name one of the name servers, unless the primary is hidden on purpose",
    },
  },
  example: {
    bad: "Zexample.org:ns.example.org:hostmaster.example.org\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    zone: (zone, data, report) => {
      const { records, names } = data;
      const written = writtenSoas(zone, data);
      if (zone.serverCount === 0 || written.length === 0 || data.isInZoneSlip(zone)) return;
      const known = serverNames(zone, data);
      // misspelt-target tells.
      if ([...known].some((server) => data.likelySlips.has(server))) return;
      for (const row of written) {
        const mname = records.target[row];
        if (known.has(mname) || data.likelySlips.has(mname) || isSwapped(row, known, data)) continue;
        if (soaInFront(row, data) !== undefined) continue;
        const name = names.text(mname);
        if (ADDRESS.test(name) || names.isTopLevel(mname) || hasOddByte(data.lineOf(row), data)) continue;
        const servers = [...known].slice(0, 8).map((server) => names.text(server));
        const params = { mname: name, zone: names.text(zone.name), servers: servers.join(", ") };
        report({ at: data.targetSpan(row), message: "stranger", params });
      }
    },
  },
});

const ADDRESS = /^\d+(\.\d+){3}$/;
