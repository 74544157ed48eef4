import type { ControlLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { isReadByQmail } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM007",
  name: "text-below-value",
  language: "control",
  severity: "warning",
  category: "reading",
  since: "0.1",
  what: "A file of one value or number has further lines",
  why: "qmail reads the first line and never looks at the rest of the file",
  silent: "For comments and blank lines, and when the first line is no value itself",
  sources: ["qmail specification R2", "measured: control-reading-007"],
  fixable: "none",
  messages: {
    below: {
      text: '"{found}" is never read: qmail takes the first line of {file}, and no other',
      help: "keep the one line that is meant",
    },
  },
  example: {
    file: "control/defaulthost",
    bad: "example.org\nexample.net\n",
    good: "example.org\n",
  },
  on: {
    file: (file, report) => {
      const [first, ...others] = file.lines;
      if (!isReadByQmail(file) || !first || !says(first)) return;
      const other = others.find((line) => line.kind === "unread" && says(line));
      if (!other || file.shape === "assignments") return;
      const params = { found: printable(other.whole.text), file: file.name };
      report({ at: other.whole, message: "below", params, tags: ["unnecessary"] });
    },
  },
});

function says({ whole }: ControlLine): boolean {
  const text = whole.text.trim();
  return text !== "" && !text.startsWith("#");
}
