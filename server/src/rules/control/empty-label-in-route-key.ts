import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM423",
  name: "empty-label-in-route-key",
  language: "control",
  severity: "warning",
  category: "routes",
  since: "0.1",
  what: "A key of smtproutes ends in a dot, is a dot, or has two dots in a row",
  why: "Keys are compared as text, and no usual domain is written so",
  sources: ["qmail specification T1, T2", "measured: smtproutes-routing-086"],
  fixable: "none",
  messages: {
    label: {
      text: '"{found}" matches only hosts that are written with that dot, and no usual address is',
      help: "leave out the dot; the default route has an empty key",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org.:[192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    domain: {
      files: ["smtproutes"],
      check: ({ name, trouble }, _file, report) => {
        if (trouble !== "trailing-dot" && trouble !== "empty-label") return;
        report({ at: name, message: "label", params: { found: printable(name.text) } });
      },
    },
  },
});
