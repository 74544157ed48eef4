import { defineRule } from "../rule.js";
import { reportSpfFaults } from "./spf-faults.js";

export default defineRule({
  code: "TD255",
  name: "spf-permanent-error",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "An SPF record needs more than ten look-ups, or includes a name that has no SPF record",
  why: "Receivers that come to such a term stop with a permanent error: they do not use the rest of the record, and may refuse the mail",
  silent:
    "For records that spf-syntax tells of; names outside the zones of this file, and what only some clients see or only at some times, are not followed",
  sources: ["RFC 7208 sections 4.6.4, 5.2 and 6.1"],
  fixable: "none",
  messages: {
    "look-ups": {
      text: "{term} is the eleventh term that needs a look-up: receivers that come to it stop with a permanent error",
      help: "put addresses instead of names: ip4 and ip6 need no look-up",
    },
    "inner-look-ups": {
      text: "with {term} there are more than ten look-ups, those of the records that are included among them: receivers that come so far stop with a permanent error",
      help: "put addresses instead of names, also in the included records: ip4 and ip6 need no look-up",
    },
    circle: {
      text: "{term} leads in a circle: receivers that come to it stop after ten look-ups with a permanent error",
      help: "remove it, or name the record that was meant",
    },
    "no-policy": {
      text: "{domain} lies in a zone of this file and has no SPF record: receivers that come to {term} stop with a permanent error",
      help: "correct the name, or publish an SPF record there",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:v=spf1 include\\072spf.example.org -all\n'_spf.example.org:v=spf1 ip4\\072192.0.2.7 -all\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 include\\072_spf.example.org -all\n'_spf.example.org:v=spf1 ip4\\072192.0.2.7 -all\n",
  },
  on: {
    file: (data, report) => reportSpfFaults(["look-ups", "inner-look-ups", "circle", "no-policy"], data, report),
  },
});
