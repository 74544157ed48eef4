import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM402",
  name: "blank-after-colon",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A blank stands behind the colon of a line in smtproutes",
  why: "It is part of the name of the relay, which does not exist: the mail bounces",
  silent: "For lines that are meant as comments",
  sources: ["qmail specification R22, T8", "measured: smtproutes-routing-059, -060"],
  fixable: "unsafe",
  messages: {
    blank: {
      text: 'all mail for {key} bounces: the blank is part of the relay " {relay}", and no such host exists',
      help: "leave out the blank",
    },
    remove: { text: "remove the blank" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org: [192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, _file, report) => {
      if (route.trouble !== "blank-before") return;
      const at = { start: route.line.relay.start, end: route.host.start };
      report({
        at,
        message: "blank",
        params: { key: printable(route.line.key.text) || "any domain", relay: printable(route.host.text) },
        fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: at, newText: "" }] }],
      });
    },
  },
});
