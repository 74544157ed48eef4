import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";
import { EMPTY_LABEL, reportStrayDot } from "./stray-dot.js";

export default defineRule({
  code: "QM207",
  name: "trailing-dot-in-rcpthosts",
  language: "control",
  severity: "warning",
  category: "relay",
  security: true,
  since: "0.1",
  what: "A name in rcpthosts or morercpthosts ends in a dot, is a dot, or has two dots in a row",
  why: "Names are compared as text, and the domain of a recipient has no dot at the end",
  sources: ["qmail specification A6", "measured: smtpd-sessions-017, -018"],
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
    file: "control/rcpthosts",
    bad: "example.org.\n",
    good: "example.org\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: (entry, _file, report) => reportStrayDot(entry, report),
    },
  },
});
