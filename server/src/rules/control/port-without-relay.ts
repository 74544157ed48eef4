import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM407",
  name: "port-without-relay",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A line of smtproutes has a port and no relay",
  why: "It does not mean the mail exchangers on that port: the name of the relay is empty, no such host exists, and the mail bounces",
  sources: ["qmail specification T5", "measured: smtproutes-routing-052"],
  fixable: "none",
  messages: {
    empty: {
      text: "all mail for {key} bounces: the name of the relay is empty, and a port alone does not mean the mail exchangers",
      help: "write KEY: for the mail exchangers, which are on port 25, or name a relay in front of the port",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org::26\n",
    good: "example.org:\n",
  },
  on: {
    route: (route, _file, report) => {
      if (route.trouble !== "no-relay") return;
      const at = { start: route.line.relay.start, end: route.port!.end };
      report({ at, message: "empty", params: { key: printable(route.line.key.text) || "any domain" } });
    },
  },
});
