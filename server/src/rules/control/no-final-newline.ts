import { isReadByQmail } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM018",
  name: "no-final-newline",
  language: "control",
  severity: "info",
  category: "style",
  optIn: true,
  since: "0.1",
  what: "The last line does not end with a line feed",
  why: "qmail reads the line all the same, but what is appended to the file later joins it",
  silent: "In users/assign, where qmail-newu refuses such a line unless it is the final dot",
  sources: ["qmail specification R6, R12", "measured: control-reading-046"],
  fixable: "safe",
  messages: {
    missing: {
      text: "the last line has no line feed: what is appended to the file will join it",
      help: "end the file with a line feed",
    },
    append: { text: "Add a line feed" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "example.org",
    good: "example.org\n",
  },
  on: {
    file: (file, report) => {
      const { bytes } = file.text;
      if (bytes.length === 0 || bytes[bytes.length - 1] === 10) return;
      if (!isReadByQmail(file) || file.shape === "assignments") return;
      const end = bytes.length;
      const edits = [{ span: { start: end, end }, newText: "\n" }];
      report({
        at: { start: end - 1, end },
        message: "missing",
        fixes: [{ title: "append", safety: "safe", edits }],
      });
    },
  },
});
