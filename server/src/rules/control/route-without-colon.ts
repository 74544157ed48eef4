import { defineRule } from "../rule.js";
import { reportMissingColon } from "./missing-colon.js";

export default defineRule({
  code: "QM401",
  name: "route-without-colon",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A line of smtproutes has no colon",
  why: "qmail-remote drops the line without a word, and mail goes to the mail exchangers of its domain",
  silent: "For lines that are meant as comments",
  sources: ["qmail specification R19, T1", "qmail-remote(8)", "measured: smtproutes-routing-071"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: '"{found}" is left out: a line of smtproutes without a colon counts for nothing',
      help: "write DOMAIN:RELAY; for all other domains :RELAY",
    },
    replace: { text: "write {instead}" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org [192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    lines: {
      fault: (line, { spec }, report) => {
        if (spec?.name === "smtproutes") reportMissingColon(line, report);
      },
    },
  },
});
