import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { rowOf, soaTimers } from "./soa-values.js";

export default defineRule({
  code: "TD501",
  name: "soa-timer-zero",
  language: "tinydns",
  severity: "warning",
  category: "timers",
  since: "0.1",
  what: "The refresh, retry or expire time of an SOA is 0",
  why: "Secondary servers that take the value at its word ask without a pause, or throw the zone away at once",
  silent:
    "For a minimum of 0, which keeps caches from storing that a name does not exist, and for an SOA that is never served (conflicting-soa)",
  sources: ["RFC 1035 section 3.3.13"],
  fixable: "unsafe",
  messages: {
    zero: { text: "the {timer} time of {zone} is 0", help: "leave the field empty: tinydns-data fills in {usual}" },
    empty: { text: "Leave it to the default" },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster.example.org::16384:0:1048576:2560\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org::16384:2048:1048576:2560\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    line: {
      watch: Notice.Zone,
      check: (line, data, report) => {
        const timers = soaTimers(line, data);
        if (!timers) return;
        for (const timer of ["refresh", "retry", "expire"] as const) {
          const { value, isWritten, start, end } = timers[timer];
          if (!isWritten || value !== 0) continue;
          report({
            at: { start, end },
            message: "zero",
            params: { timer, zone: data.records.ownerText(rowOf(line, data)), usual: USUAL[timer] },
            fixes: [{ title: "empty", safety: "unsafe", edits: [{ span: { start, end }, newText: "" }] }],
          });
        }
      },
    },
  },
});

const USUAL = { refresh: 16384, retry: 2048, expire: 1048576 };
