import type { ControlLine, Field, InstructionLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { type ControlPlace, isReadByQmail } from "../../model/control/control-source.js";
import { forwardOf } from "../../model/control/delivery-text.js";
import { isForPatch } from "../../model/control/mail-from.js";
import { defineRule, type Report, type Statement } from "../rule.js";

export default defineRule({
  code: "QM022",
  name: "foreign-line-syntax",
  language: "control",
  severity: "warning",
  category: "reading",
  since: "0.1",
  what: "A line ends with a backslash, or is a comment with ; or //",
  why: "qmail knows neither continued lines nor comments other than # in the first column: the line is an entry as it stands",
  silent:
    "For lines of maps without a colon, which are dropped as a comment would be, and in badmailfrom when it holds patterns",
  sources: ["qmail specification R13, R17", "measured: control-reading-066, -067"],
  fixable: "none",
  messages: {
    continued: {
      text: 'the backslash is part of the entry "{found}", and the next line is an entry of its own',
      help: "write each entry on a line of its own",
    },
    value: {
      text: 'the backslash is part of "{found}": one line is the whole value',
      help: "leave out the backslash",
    },
    program: {
      text: "the program ends with this line: the backslash continues nothing, and the next line is an instruction of its own",
      help: "write the program on one line, or into a script",
    },
    path: {
      text: 'the backslash is part of the path "{found}", and the next line is an instruction of its own',
      help: "write each instruction on a line of its own",
    },
    address: {
      text: 'this is an address, not a comment: mail is forwarded to "{found}"',
      help: "begin the comment with #",
    },
    file: {
      text: 'this is a path, not a comment: mail goes into a file called "{found}"',
      help: "begin the comment with #",
    },
    comment: {
      text: 'this is an entry, not a comment: "{found}" begins with no # in the first column',
      help: "begin the comment with #",
    },
  },
  example: {
    file: "control/rcpthosts",
    bad: "; own domains\nexample.org\n",
    good: "# own domains\nexample.org\n",
  },
  on: {
    lines: { value: checkValue, entry: checkLine, pair: checkLine, route: checkLine, instruction: checkInstruction },
  },
});

function checkLine({ whole }: ControlLine, file: ControlPlace, report: Report): void {
  if (file.name === "badmailfrom" && isForPatch(file)) return;
  const said = isReadByQmail(file) ? syntaxOf(whole) : undefined;
  if (said) report({ at: whole, ...said, params: { found: printable(whole.text) } });
}

/** Comments in the place of a value have their own rule (QM006). */
function checkValue({ whole }: ControlLine, file: ControlPlace, report: Report): void {
  if (!isReadByQmail(file) || syntaxOf(whole)?.message !== "continued") return;
  report({ at: whole, message: "value", params: { found: printable(whole.text) } });
}

/** Q1, Q2. */
function checkInstruction(line: InstructionLine, _file: ControlPlace, report: Report): void {
  const { instruction, argument, whole } = line;
  const params = { found: printable(argument.text) };
  if (forwardOf(line)?.trouble === "comment") report({ at: whole, message: "address", params });
  else if (instruction === "mbox" && /^\/\/[ \t]/.test(argument.text)) report({ at: whole, message: "file", params });
  else if (!/(^|[^\\])(\\\\)*\\\r?$/.test(argument.text)) return;
  else if (instruction === "program") report({ at: whole, message: "program" });
  else if (instruction === "mbox") report({ at: whole, message: "path", params });
}

function syntaxOf({ text }: Field): Statement | undefined {
  if (/^[ \t]*(;|\/\/)/.test(text)) return { message: "comment" };
  return /(^|[ \t]|[\w.\]:])\\\r?$/.test(text) ? { message: "continued" } : undefined;
}
