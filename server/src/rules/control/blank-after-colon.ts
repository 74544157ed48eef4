import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM402",
  name: "blank-after-colon",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A blank stands behind the first colon of a line in smtproutes, or in front of the second",
  why: "It is part of the name of the relay, which does not exist: the mail bounces",
  silent: "For lines that are meant as comments",
  sources: ["qmail specification R22, T8", "measured: smtproutes-routing-059, -060"],
  fixable: "unsafe",
  messages: {
    blank: {
      text: 'all mail for {key} bounces: the blank is part of the relay "{relay}", and no such host exists',
      help: "leave out the blank",
    },
    remove: { text: "Remove the blank" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org: [192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, _file, report) => {
      const { host, line, trouble } = route;
      if (trouble !== "blank-before" && trouble !== "blank-behind") return;
      const isBefore = trouble === "blank-before";
      const at = isBefore ? { start: line.relay.start, end: host.start } : { start: host.end, end: line.relay.end };
      report({
        at,
        message: "blank",
        params: {
          key: printable(line.key.text) || "any domain",
          relay: isBefore ? ` ${printable(host.text)}` : `${printable(host.text)} `,
        },
        fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: at, newText: "" }] }],
      });
    },
  },
});
