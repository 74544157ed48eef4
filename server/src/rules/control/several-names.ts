import { printable } from "djblint-grammars/text";
import { nameWithoutBlank } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";
import { withBothColons } from "./missing-colon.js";

export default defineRule({
  code: "QM205",
  name: "several-names",
  language: "control",
  severity: "error",
  category: "names",
  since: "0.1",
  what: "Several names stand on one line, or a blank in a name",
  why: "A line is one entry, with blanks, commas and semicolons as part of the name: none of the names matches",
  sources: ["qmail specification R12, A6", "measured: smtpd-sessions-030, rcpthosts-matching-015, -016"],
  fixable: "unsafe",
  messages: {
    several: {
      text: '"{found}" is one name, which matches nothing: each line holds one',
      help: "write each name on a line of its own",
    },
    blank: {
      text: '"{found}" is used with its blank, and matches nothing',
      help: "write {name}",
    },
    split: { text: "Write each name on a line of its own" },
    join: { text: "Write {name}" },
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
        const span = { start: name.start, end: name.end };
        const joined = nameWithoutBlank(name.text);
        if (joined !== undefined) {
          const params = { found: printable(name.text), name: joined };
          const edits = [{ span, newText: joined }];
          report({ at: span, message: "blank", params, fixes: [{ title: "join", params, safety: "unsafe", edits }] });
          return;
        }
        const names = name.text.split(/[\t-\r ,;]+/).filter((each) => each !== "");
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
