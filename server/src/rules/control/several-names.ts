import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { withBothColons } from "./missing-colon.js";

export default defineRule({
  code: "QM205",
  name: "several-names",
  language: "control",
  severity: "error",
  category: "names",
  since: "0.1",
  what: "Several names stand on one line",
  why: "A line is one entry, with blanks, commas and semicolons as part of the name: none of the names matches",
  sources: ["qmail specification R12, A6", "measured: smtpd-sessions-030, rcpthosts-matching-015, -016"],
  fixable: "unsafe",
  messages: {
    several: {
      text: '"{found}" is one name, which matches nothing: each line holds one',
      help: "write each name on a line of its own",
    },
    split: { text: "Write each name on a line of its own" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "example.org, example.net\n",
    good: "example.org\nexample.net\n",
  },
  on: {
    domain: {
      check: ({ line, name, trouble }, _file, report) => {
        if (trouble !== "several" || (line.kind === "route" && withBothColons(line) !== undefined)) return;
        const names = name.text.split(/[\t-\r ,;]+/).filter((each) => each !== "");
        const span = { start: name.start, end: name.end };
        const edits = [{ span, newText: names.join("\n") }];
        report({
          at: span,
          message: "several",
          params: { found: printable(name.text) },
          fixes: line.kind === "entry" && names.length > 1 ? [{ title: "split", safety: "unsafe", edits }] : [],
        });
      },
    },
  },
});
