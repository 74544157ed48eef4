import { printable } from "djblint-grammars/text";
import { part } from "../../model/entry-text.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM404",
  name: "text-behind-relay",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "Text stands behind the relay in smtproutes",
  why: "It is part of the name of the relay, which does not exist: the mail bounces",
  silent: "Behind a port, where it is not looked at",
  sources: ["qmail specification R13, T8", "measured: smtproutes-routing-073"],
  fixable: "unsafe",
  messages: {
    behind: {
      text: 'all mail for {key} bounces: "{found}" is the name of the relay, with all that stands behind it',
      help: "write KEY:RELAY alone; comments need a line of their own, with # in the first column",
    },
    remove: { text: "remove what is behind the relay" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:[192.0.2.7] # hub\n",
    good: "# hub\nexample.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, _file, report) => {
      if (route.trouble !== "text-behind") return;
      const relay = route.line.relay;
      const end = /[ \t]/.exec(route.host.text)!.index;
      const rest = part(relay, route.host.start - relay.start + end);
      report({
        at: { start: rest.end - rest.text.trimStart().length, end: rest.end },
        message: "behind",
        params: { key: printable(route.line.key.text) || "any domain", found: printable(route.host.text) },
        fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: rest, newText: "" }] }],
      });
    },
  },
});
