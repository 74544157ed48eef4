import type { AssignmentLine, FaultLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { type ControlPlace, wholeLine } from "../../model/control/control-source.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "QM821",
  name: "comment-in-assign",
  language: "control",
  severity: "error",
  category: "users",
  since: "0.1",
  what: "users/assign holds a comment or a blank line",
  why: "There are neither: qmail-newu refuses the file, or throws the # away and takes the rest for an assignment",
  silent: "Behind the line with the dot, where nothing is read",
  sources: ["qmail specification U1, U2", "measured: users-assign-008, -009"],
  fixable: "unsafe",
  messages: {
    blank: {
      text: "qmail-newu refuses the file because of this blank line: users/cdb stays as it was",
      help: "remove the line",
    },
    comment: {
      text: "qmail-newu refuses the file because of this line: there are no comments in users/assign",
      help: "remove the line, or move it below the line with the dot",
    },
    active: {
      text: 'this line counts: qmail-newu throws the # away and assigns the address "{address}"',
      help: "remove the line, or move it below the line with the dot",
    },
    remove: { text: "Remove the line" },
  },
  example: {
    file: "users/assign",
    bad: "# users\n=joe:joe:507:100:/home/joe:::\n.\n",
    good: "=joe:joe:507:100:/home/joe:::\n.\n",
  },
  on: {
    lines: { fault: checkLine, assignment: checkLine },
  },
});

function checkLine(line: FaultLine | AssignmentLine, file: ControlPlace, report: Report): void {
  if (file.shape !== "assignments") return;
  const { whole } = line;
  const isBlank = whole.text.trim() === "" && line.kind === "fault";
  if (!isBlank && whole.text[0] !== "#") return;
  const at = whole.text === "" ? { start: whole.start, end: Math.min(whole.end + 1, file.text.bytes.length) } : whole;
  const message = isBlank ? "blank" : line.kind === "fault" ? "comment" : "active";
  const params = { address: line.kind === "assignment" ? printable(line.address.text) : "" };
  const edits = [{ span: wholeLine(file, line.line), newText: "" }];
  report({ at, message, params, fixes: [{ title: "remove", safety: "unsafe", edits }] });
}
