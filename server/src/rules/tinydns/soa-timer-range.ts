import { Notice } from "../../model/tinydns/scalars.js";
import { TIMER_RANGES } from "../../model/tinydns/soa-timers.js";
import { defineRule } from "../rule.js";
import { rowOf, soaTimers } from "./soa-values.js";

export default defineRule({
  code: "TD502",
  name: "soa-timer-range",
  language: "tinydns",
  severity: "info",
  category: "timers",
  since: "0.1",
  what: "A timer of an SOA is far from what is usual",
  why: "Secondary servers keep their copy too long or drop it too soon, or caches remember for too long that a name does not exist",
  silent:
    "For 0 (soa-timer-zero), for values that the line leaves to the default, when two numbers share a field (number-misread), and for an SOA that is never served (conflicting-soa)",
  sources: ["RFC 1912 section 2.2", "RFC 2308 section 5"],
  fixable: "none",
  messages: {
    small: {
      text: "the {timer} time of {zone} is {value} seconds: usual are {least} and more",
      help: "the field counts seconds; left empty it is {usual}",
    },
    large: {
      text: "the {timer} time of {zone} is {value} seconds: usual are at most {most}",
      help: "the field counts seconds; left empty it is {usual}",
    },
  },
  example: {
    bad: "Zexample.org:a.ns.example.org:hostmaster.example.org::16384:2048:86400:2560\n&example.org:192.0.2.1:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org::16384:2048:1048576:2560\n&example.org:192.0.2.1:a.ns.example.org\n",
  },
  on: {
    line: {
      watch: Notice.Zone,
      check: (line, data, report) => {
        const timers = soaTimers(line, data);
        if (!timers) return;
        for (const { timer, least, most, usual } of TIMER_RANGES) {
          const { value, isWritten, start, end } = timers[timer];
          if (!isWritten || value === 0 || (value >= least && value <= most)) continue;
          const params = { timer, value, least, most, usual, zone: data.records.ownerText(rowOf(line, data)) };
          report({ at: { start, end }, message: value < least ? "small" : "large", params });
        }
      },
    },
  },
});
