import { defineRule } from "../rule.js";
import { reportMissingColon } from "./missing-colon.js";

export default defineRule({
  code: "QM322",
  name: "virtualdomain-without-colon",
  language: "control",
  severity: "error",
  category: "virtual domains",
  since: "0.1",
  what: "A line of virtualdomains has no colon",
  why: "qmail-send drops the line without a word, although qmail-showctl lists it: mail for the domain goes out again",
  silent: "For lines that are meant as comments",
  sources: ["qmail specification R19, section 2", "qmail-send(8)", "measured: delivery-decision-027"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: '"{found}" is left out: a line of virtualdomains without a colon counts for nothing',
      help: "write DOMAIN:USER",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/virtualdomains",
    bad: "example.org\n",
    good: "example.org:joe\n",
  },
  on: {
    lines: {
      fault: (line, { spec }, report) => {
        if (spec?.name === "virtualdomains") reportMissingColon(line, report);
      },
    },
  },
});
