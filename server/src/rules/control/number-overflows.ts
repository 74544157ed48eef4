import { printable } from "djblint-grammars/text";
import { readNumber } from "../../model/control/control.js";
import { isReadByQmail } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

const LARGEST = "2147483647";

export default defineRule({
  code: "QM014",
  name: "number-overflows",
  language: "control",
  severity: "error",
  category: "numbers",
  since: "0.1",
  what: "A number is larger than 2147483647",
  why: "qmail keeps the low 32 bits of it, which may be a small number, zero, or below zero",
  sources: ["qmail specification R10", "measured: control-reading-037 to -039, smtpd-envelopes-020"],
  fixable: "none",
  messages: {
    overflow: {
      text: "{found} is taken for {number}: qmail keeps 32 bits of a number",
      help: "write a number up to 2147483647",
    },
  },
  example: {
    file: "control/queuelifetime",
    bad: "4294967301\n",
    good: "604800\n",
  },
  on: {
    lines: {
      number: (line, file, report) => {
        if (!isReadByQmail(file)) return;
        const digits = line.digits.text.replace(/^0+/, "");
        if (digits.length < LARGEST.length || (digits.length === LARGEST.length && digits <= LARGEST)) return;
        const params = { found: printable(line.digits.text), number: readNumber([line])! };
        report({ at: line.digits, message: "overflow", params });
      },
    },
  },
});
