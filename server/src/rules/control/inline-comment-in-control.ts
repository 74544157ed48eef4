import type { EntryLine, Field, InstructionLine, PairLine, ValueLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { type ControlPlace, isReadByQmail } from "../../model/control/control-source.js";
import { type EntryText, entryText, isCommentAlone } from "../../model/control/entry-text.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "QM004",
  name: "inline-comment-in-control",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "A comment stands behind an entry, a name or a path",
  why: "# begins a comment in the first column of a list only; anywhere else it is part of the entry",
  silent: "In number files, where it is not looked at, and in smtpgreeting",
  sources: ["qmail specification R4, R13", "measured: control-reading-048, delivery-decision-034"],
  fixable: "unsafe",
  messages: {
    entry: {
      text: 'the comment is part of the entry: "{found}" matches nothing',
      help: "put the comment on a line of its own, with # in the first column",
    },
    user: {
      text: 'the comment is part of the user: mail for {key} goes to "{found}", whom nobody has',
      help: "put the comment on a line of its own, with # in the first column",
    },
    value: {
      text: 'the comment is part of the name: qmail uses "{found}"',
      help: "remove the comment; this file cannot hold any",
    },
    path: {
      text: 'the comment is part of the path: mail goes into a file called "{found}"',
      help: "put the comment on a line of its own, with # in the first column",
    },
    remove: { text: "Remove the comment" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "example.org # main domain\n",
    good: "# main domain\nexample.org\n",
  },
  on: {
    lines: { value: checkLine, entry: checkLine, pair: checkLine, instruction: checkLine },
  },
});

function checkLine(line: CommentedLine, file: ControlPlace, report: Report): void {
  const field = guiltyField(line, file);
  const comment = field && commentIn(field, line);
  if (!field || !comment) return;
  const key = line.kind === "pair" ? printable(line.key.text) : "";
  report({
    at: trimmed(comment),
    message: MESSAGES[line.kind],
    params: { found: printable(field.text), key: key || "any domain" },
    fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: comment, newText: "" }] }],
  });
}

type CommentedLine = ValueLine | EntryLine | PairLine | InstructionLine;

const MESSAGES: Readonly<Record<CommentedLine["kind"], string>> = {
  value: "value",
  entry: "entry",
  pair: "user",
  instruction: "path",
};

function commentIn(field: Field, { kind, whole }: CommentedLine): EntryText["comment"] {
  if (kind === "pair" && isCommentAlone(field.text)) return entryText(whole) && field;
  return entryText(field)?.comment;
}

/** What a comment would become a part of. Rules of their own speak about morercpthosts, smtproutes and forwards. */
function guiltyField(line: CommentedLine, file: ControlPlace): Field | undefined {
  const name = file.spec?.name;
  if (!isReadByQmail(file) || name === "smtpgreeting" || name === "morercpthosts") return undefined;
  if (line.kind === "pair") return line.value;
  if (line.kind === "instruction") return line.instruction === "mbox" ? line.argument : undefined;
  return line.kind === "value" || file.shape === "list" ? line.whole : undefined;
}

function trimmed({ text, end }: NonNullable<EntryText["comment"]>) {
  return { start: end - text.trimStart().length, end };
}
