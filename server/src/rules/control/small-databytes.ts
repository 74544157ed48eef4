import { amountOf, plainNumber } from "../../model/control/number-text.js";
import { defineRule } from "../rule.js";

const SMALL = 10000;

export default defineRule({
  code: "QM705",
  name: "small-databytes",
  language: "control",
  severity: "warning",
  category: "numbers",
  since: "0.1",
  what: "databytes is between 1 and 9999",
  why: "It counts bytes, not kilobytes or megabytes: nearly all mail is refused",
  silent: "When the number has a unit, which is not read: another rule speaks about that",
  sources: ["qmail specification N4", "measured: smtpd-envelopes-014"],
  fixable: "none",
  messages: {
    small: {
      text: "messages of more than {amount} are refused, which is nearly all mail",
      help: "write bytes, such as 20000000 for 20 megabytes; 0 is no limit",
    },
  },
  example: {
    file: "control/databytes",
    bad: "20\n",
    good: "20000000\n",
  },
  on: {
    lines: {
      number: (line, { name }, report) => {
        if (name !== "databytes") return;
        const number = plainNumber(line, "bytes") ?? 0;
        if (number > 0 && number < SMALL)
          report({ at: line.digits, message: "small", params: { amount: amountOf(number, "bytes") } });
      },
    },
  },
});
