import { defineRule } from "../rule.js";
import { reportSpfFaults } from "./spf-faults.js";

export default defineRule({
  code: "TD263",
  name: "spf-without-all",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "An SPF record ends without all and without redirect",
  why: "Of hosts that no term names the record then says nothing, as with ?all: receivers treat their mail as if there were no record",
  silent:
    "At names that are there to be included: those that begin with an underscore or have spf in their first label; for records that spf-syntax tells of",
  sources: ["RFC 7208 section 4.7"],
  fixable: "none",
  messages: {
    "no-all": {
      text: "nothing is said of hosts that no term names: the record ends with {term}, without all",
      help: "end it with -all, or with ~all while you are not sure that all hosts are named",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org:192.0.2.7:a\n'example.org:v=spf1 mx\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.7:a\n'example.org:v=spf1 mx -all\n",
  },
  on: {
    file: (data, report) =>
      reportSpfFaults(["no-all"], data, report, (row) => !/^[^.]*(^_|spf)/i.test(data.records.ownerText(row))),
  },
});
