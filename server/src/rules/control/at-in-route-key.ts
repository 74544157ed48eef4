import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { withoutUser } from "./domain-fix.js";

export default defineRule({
  code: "QM406",
  name: "at-in-route-key",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A key of smtproutes holds an @",
  why: "qmail-remote looks routes up by the host of the delivery, which holds none: the line counts for nothing",
  sources: ["qmail specification T2", "measured: smtproutes-routing-069, -070"],
  fixable: "unsafe",
  messages: {
    at: {
      text: '"{found}" matches no domain: smtproutes is looked up by host, without the user and the @',
      help: "write the domain alone; there are no routes for single addresses",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/smtproutes",
    bad: "@example.org:[192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    domain: {
      files: ["smtproutes"],
      check: ({ name, trouble }, _file, report) => {
        if (trouble !== "at") return;
        report({ at: name, message: "at", params: { found: printable(name.text) }, fixes: withoutUser(name) });
      },
    },
  },
});
