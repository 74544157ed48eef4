import { defineRule } from "../rule.js";
import { EMPTY_LABEL, reportStrayDot } from "./stray-dot.js";

export default defineRule({
  code: "QM336",
  name: "trailing-dot-in-locals",
  language: "control",
  severity: "warning",
  category: "delivery",
  since: "0.1",
  what: "A name in locals, virtualdomains or percenthack ends in a dot, is a dot, or has two dots in a row",
  why: "Names are compared as text, and the domain of a recipient has no dot at the end: mail for the domain goes out again",
  sources: ["qmail specification D3", "measured: delivery-decision-012"],
  fixable: "unsafe",
  messages: {
    dot: {
      text: '"{found}" is another name than the one without the dot, and matches only addresses that end in a dot too',
      help: "leave out the dot at the end",
    },
    label: EMPTY_LABEL,
    remove: { text: "Remove the dot" },
  },
  example: {
    file: "control/locals",
    bad: "example.org.\n",
    good: "example.org\n",
  },
  on: {
    domain: {
      files: ["locals", "virtualdomains", "percenthack"],
      check: (entry, _file, report) => reportStrayDot(entry, report),
    },
  },
});
