import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { rowOf, soaTimers } from "./soa-values.js";

export default defineRule({
  code: "TD504",
  name: "soa-expire-below-refresh",
  language: "tinydns",
  severity: "warning",
  category: "timers",
  since: "0.1",
  what: "The expire time of an SOA is not above its refresh time",
  why: "Secondary servers drop the zone before they ask for it again",
  silent:
    "When the line leaves both to the default; for 0 (soa-timer-zero), when two numbers share a field (number-misread), and for an SOA that is never served (conflicting-soa)",
  sources: ["RFC 1912 section 2.2", "Zonemaster ZONE05"],
  fixable: "none",
  messages: {
    expire: {
      text: "secondary servers drop {zone} after {expire} seconds, but ask for it only after {refresh}",
      help: "an expire time is usually two to four weeks: 1209600 to 2419200",
    },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster.example.org::7200:3600:3600\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org::7200:3600:1209600\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    line: {
      watch: Notice.Zone,
      check: (line, data, report) => {
        const timers = soaTimers(line, data);
        if (!timers) return;
        const { refresh, expire } = timers;
        if (expire.value > refresh.value || expire.value === 0) return;
        const at = expire.isWritten ? expire : refresh;
        if (!at.isWritten) return;
        const params = {
          zone: data.records.ownerText(rowOf(line, data)),
          expire: expire.value,
          refresh: refresh.value,
        };
        report({ at: { start: at.start, end: at.end }, message: "expire", params });
      },
    },
  },
});
