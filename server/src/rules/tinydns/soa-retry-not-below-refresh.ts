import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { rowOf, soaTimers } from "./soa-values.js";

export default defineRule({
  code: "TD503",
  name: "soa-retry-not-below-refresh",
  language: "tinydns",
  severity: "info",
  category: "timers",
  since: "0.1",
  what: "The retry time of an SOA is not below its refresh time",
  why: "After a failure secondary servers wait as long as ever, or longer, before they try again",
  silent:
    "When the line leaves both to the default; for 0 (soa-timer-zero), when two numbers share a field (number-misread), and for an SOA that is never served (conflicting-soa)",
  sources: ["RFC 1912 section 2.2", "Zonemaster ZONE03"],
  fixable: "none",
  messages: {
    retry: {
      text: "the retry time of {zone}, {retry}, is not below its refresh time, {refresh}",
      help: "a retry time is usually a fraction of the refresh time",
    },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster.example.org::3600:7200\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org::7200:3600\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    line: {
      watch: Notice.Zone,
      check: (line, data, report) => {
        const timers = soaTimers(line, data);
        if (!timers) return;
        const { refresh, retry } = timers;
        if (retry.value < refresh.value || refresh.value === 0) return;
        const at = retry.isWritten ? retry : refresh;
        if (!at.isWritten) return;
        const params = { zone: data.records.ownerText(rowOf(line, data)), retry: retry.value, refresh: refresh.value };
        report({ at: { start: at.start, end: at.end }, message: "retry", params });
      },
    },
  },
});
