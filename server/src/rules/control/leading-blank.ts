import type { EntryLine, Field, PairLine, RouteLine, ValueLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { type ControlPlace, isReadByInjectAlone, isReadByQmail } from "../../model/control/control-source.js";
import { entryText } from "../../model/control/entry-text.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "QM003",
  name: "leading-blank",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "A blank or a tab stands in front of an entry or a name",
  why: "qmail strips blanks at the end of a line only: those in front are part of the name, which then matches nothing",
  silent: "In smtpgreeting and in the files that qmail-inject alone reads: the blank does no harm there",
  sources: ["qmail specification R3, R4, R14", "measured: control-reading-004, -052, smtpd-sessions-027"],
  fixable: "unsafe",
  messages: {
    entry: {
      text: 'the blank in front is part of the entry: "{found}" matches nothing',
      help: "begin the entry in the first column",
    },
    value: {
      text: 'the blank in front is part of the name: qmail uses "{found}"',
      help: "begin the name in the first column",
    },
    remove: { text: "Remove the blank" },
  },
  example: {
    file: "control/locals",
    bad: " example.org\n",
    good: "example.org\n",
  },
  on: {
    lines: { value: checkLine, entry: checkLine, pair: checkLine, route: checkLine },
  },
});

type IndentableLine = ValueLine | EntryLine | PairLine | RouteLine;

function checkLine(line: IndentableLine, file: ControlPlace, report: Report): void {
  const field = guiltyField(line, file);
  const entry = field && entryText(field);
  if (!field || !entry?.indent) return;
  report({
    at: entry.indent,
    message: line.kind === "value" ? "value" : "entry",
    params: { found: printable(field.text) },
    fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: entry.indent, newText: "" }] }],
  });
}

/** What must not begin with a blank. */
function guiltyField(line: IndentableLine, file: ControlPlace): Field | undefined {
  const name = file.spec?.name;
  // A rule of its own speaks about morercpthosts.
  if (!isReadByQmail(file) || name === "smtpgreeting" || name === "morercpthosts") return undefined;
  switch (line.kind) {
    case "value":
      return isReadByInjectAlone(file) ? undefined : line.whole;
    case "entry":
      return line.whole;
    default:
      return line.key.text.trim() === "" ? undefined : line.key;
  }
}
