import type { ControlFileSpec } from "djblint-grammars/control/files";
import type { ControlLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import type { ControlFile } from "../../model/control/control.js";
import { defineRule, type Fix, type Statement } from "../rule.js";

export default defineRule({
  code: "QM006",
  name: "comment-as-value",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "The first line of a single-line file is a comment, or blank with text below",
  why: "qmail reads the first line whatever it is; comments and blank lines are passed over in lists only",
  silent:
    "When the whole file is blank, and for a single # in doublebounceto: nobody is called so, and double bounces are thrown away",
  sources: ["qmail specification R2, R4, R5, R9", "measured: control-reading-010, -031, smtpd-sessions-057, -058"],
  fixable: "unsafe",
  messages: {
    comment: {
      text: 'the value is "{found}": qmail reads the first line, and # begins no comment in this file',
      help: "write the value on the first line; the file cannot hold comments",
    },
    blank: {
      text: "the value is empty: qmail reads the first line only, and it is blank",
      help: "write the value on the first line",
    },
    number: {
      text: "the number is not read and the default of {default} stays: qmail reads the first line only",
      help: "write the number on the first line; the file cannot hold comments",
    },
    patch: {
      text: "the number is not read: {reader} takes the first line only, which has none",
      help: "write the number on the first line; the file cannot hold comments",
      severity: "warning",
    },
    script: {
      text: '"{found}" is what {reader} takes for the number: the file is handed on as it is, and # begins no comment',
      help: "write the number on the first line; the file cannot hold comments",
    },
    move: { text: "Remove the lines above the value" },
  },
  example: {
    file: "control/me",
    bad: "# the name of this host\nmail.example.org\n",
    good: "mail.example.org\n",
  },
  on: {
    file: (file, report) => {
      const [first] = file.lines;
      const next = file.lines.find(
        ({ whole }, index) => index > 0 && !isComment(whole.text) && whole.text.trim() !== "",
      );
      const said = first && explanation(file, first, next);
      if (said) report({ at: marked(first), ...said, fixes: next ? [move(first, next)] : [] });
    },
  },
});

function isComment(text: string): boolean {
  return text.trimStart().startsWith("#");
}

/** What is wrong with the first line; undefined when nothing is. */
function explanation(
  { spec }: ControlFile,
  { kind, whole }: ControlLine,
  next: ControlLine | undefined,
): Statement | undefined {
  if (kind !== "value" && kind !== "number") return undefined;
  if (spec?.name === "doublebounceto" && whole.text === "#" && !next) return undefined;
  const isBlank = whole.text === "";
  if (!isComment(whole.text) && !(isBlank && next)) return undefined;
  if (kind === "number") return explanationOfNumber(whole.text, spec!);
  return isBlank ? { message: "blank" } : { message: "comment", params: { found: printable(whole.text) } };
}

/** What patches keep in place of a number is not known. */
function explanationOfNumber(
  text: string,
  { origin, readers, default: standard = 0 }: ControlFileSpec,
): Statement | undefined {
  const [reader] = readers;
  if (origin === "qmail") return { message: "number", params: { default: standard } };
  if (origin === "patch") return { message: "patch", params: { reader } };
  return text === "" ? undefined : { message: "script", params: { found: printable(text), reader } };
}

/** The line, or its line feed when it is empty. */
function marked({ whole: { start, end } }: ControlLine) {
  return end > start ? { start, end } : { start, end: end + 1 };
}

function move(first: ControlLine, next: ControlLine): Fix {
  const edits = [{ span: { start: first.whole.start, end: next.whole.start }, newText: "" }];
  return { title: "move", safety: "unsafe", edits };
}
