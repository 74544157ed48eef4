import { isReadByQmail } from "../../model/control/control-source.js";
import { findCarriageReturns } from "../../model/line-ends.js";
import { reportLoneReturns } from "../lone-returns.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM011",
  name: "cr-only-control",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "A file has carriage returns and no line feed",
  why: "qmail ends lines at line feeds alone: the whole file is one line",
  silent: "In number files, where the digits in front of the first carriage return are read",
  sources: ["qmail specification R17", "measured: control-reading-064"],
  fixable: "unsafe",
  messages: {
    one: {
      text: "no line feed in the file, only {count} CR: qmail takes it for one single line",
      help: "save the file with line feeds (Unix line ends)",
    },
    replace: { text: "Make every CR a line feed" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "example.org\rexample.net\r",
    good: "example.org\nexample.net\n",
  },
  on: {
    file: (file, report) => {
      const { text, shape } = file;
      const returns = findCarriageReturns(text.bytes);
      if (returns?.alone && isReadByQmail(file) && shape !== "number") reportLoneReturns(returns, text, report);
    },
  },
});
