import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { withoutStar } from "./star-fix.js";

export default defineRule({
  code: "QM405",
  name: "star-in-route-key",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A key of smtproutes holds a *",
  why: "For qmail-remote * is a letter as any other; a dot in front stands for all hosts below a name, an empty key for all",
  sources: ["qmail specification T2", "measured: smtproutes-routing-067, -068"],
  fixable: "unsafe",
  messages: {
    star: {
      text: '"{found}" matches no domain, and the line counts for nothing: * has no meaning in smtproutes',
      help: "write .example.org:RELAY for all hosts below example.org, :RELAY for all domains",
    },
    replace: { text: "Write {instead}" },
    empty: { text: "Leave the key empty" },
  },
  example: {
    file: "control/smtproutes",
    bad: "*.example.org:[192.0.2.7]\n",
    good: ".example.org:[192.0.2.7]\n",
  },
  on: {
    domain: {
      files: ["smtproutes"],
      check: ({ name, trouble }, _file, report) => {
        if (trouble !== "star") return;
        const edits = [{ span: { start: name.start, end: name.end }, newText: "" }];
        const fixes = name.text === "*" ? [{ title: "empty", safety: "unsafe" as const, edits }] : withoutStar(name);
        report({ at: name, message: "star", params: { found: printable(name.text) }, fixes });
      },
    },
  },
});
