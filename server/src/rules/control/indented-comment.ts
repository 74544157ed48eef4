import type { ControlLine } from "djblint-grammars/control/tree";
import { type ControlPlace, isReadByQmail } from "../../model/control/control-source.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "QM005",
  name: "indented-comment",
  language: "control",
  severity: "warning",
  category: "reading",
  since: "0.1",
  what: "A comment does not begin in the first column",
  why: "For qmail the line is an entry: # begins a comment in the first column only",
  silent: "For lines of maps without a colon, which are dropped as a comment would be",
  sources: ["qmail specification R13", "measured: control-reading-047, newmrh-013"],
  fixable: "unsafe",
  messages: {
    indented: {
      text: "this is an entry, not a comment: # begins a comment in the first column only",
      help: "begin the comment in the first column",
    },
    remove: { text: "Remove the blanks in front" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "example.org\n  # example.net is gone\n",
    good: "example.org\n# example.net is gone\n",
  },
  on: {
    lines: { entry: checkLine, pair: checkLine, route: checkLine },
  },
});

function checkLine({ whole }: ControlLine, file: ControlPlace, report: Report): void {
  const indent = /^[ \t]+(?=#)/.exec(whole.text)?.[0].length;
  if (indent === undefined || !isReadByQmail(file)) return;
  const edits = [{ span: { start: whole.start, end: whole.start + indent }, newText: "" }];
  report({ at: whole, message: "indented", fixes: [{ title: "remove", safety: "unsafe", edits }] });
}
