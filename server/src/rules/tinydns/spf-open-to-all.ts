import { defineRule } from "../rule.js";
import { reportSpfFaults } from "./spf-faults.js";

export default defineRule({
  code: "TD257",
  name: "spf-open-to-all",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "An SPF record lets every host send",
  why: "A policy that everybody passes keeps nobody from it, and forged mail passes the check",
  silent: "For records that spf-syntax tells of",
  sources: ["RFC 7208 sections 4.6.2, 5.1 and 5.6"],
  fixable: "none",
  messages: {
    everybody: {
      text: "{term} lets every host of the internet send mail for this name",
      help: "write -all or ~all behind those that may",
    },
    "every-address": {
      text: "{term} holds all addresses: every host that has one of its kind may send mail for this name",
      help: "write the networks that may, and -all or ~all behind them",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:v=spf1 mx +all\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 mx -all\n",
  },
  on: { file: (data, report) => reportSpfFaults(["everybody", "every-address"], data, report) },
});
