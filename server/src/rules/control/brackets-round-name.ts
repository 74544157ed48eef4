import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM411",
  name: "brackets-round-name",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "The relay in smtproutes is a name in brackets",
  why: "Brackets are for addresses: qmail-remote looks up the name with its brackets, finds no host, and the mail bounces",
  sources: ["qmail specification T8", "measured: smtproutes-routing-078"],
  fixable: "unsafe",
  messages: {
    name: {
      text: 'all mail for {key} bounces: no host is called "{found}", and brackets are for addresses',
      help: "write the name without brackets",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:[relay.example.net]\n",
    good: "example.org:relay.example.net\n",
  },
  on: {
    route: (route, _file, report) => {
      if (route.trouble !== "bracketed-name") return;
      const instead = route.host.text.slice(1, -1);
      const edits = [{ span: route.host, newText: instead }];
      report({
        at: route.host,
        message: "name",
        params: { key: printable(route.line.key.text) || "any domain", found: printable(route.host.text) },
        fixes: [{ title: "replace", params: { instead: printable(instead) }, safety: "unsafe", edits }],
      });
    },
  },
});
