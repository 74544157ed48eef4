import { amountOf, plainNumber } from "../../model/control/number-text.js";
import { defineRule } from "../rule.js";

const HOUR = 3600;
const LONG = 30 * 24 * HOUR;

export default defineRule({
  code: "QM703",
  name: "unlikely-queuelifetime",
  language: "control",
  severity: "warning",
  category: "numbers",
  since: "0.1",
  what: "queuelifetime is below an hour or above thirty days",
  why: "It counts seconds: with a small number mail bounces as soon as a server is away, with a large one nobody hears of a lost mail for weeks",
  silent: "When the number has a unit, which is not read: another rule speaks about that",
  sources: ["qmail specification N2", "measured: delivery-decision-053"],
  fixable: "none",
  messages: {
    short: {
      text: "mail bounces when it could not be delivered for {amount}",
      help: "write seconds; a week is 604800",
    },
    long: {
      text: "nobody hears of mail that cannot be delivered for {days} days",
      help: "write seconds; a week is 604800",
    },
  },
  example: {
    file: "control/queuelifetime",
    bad: "7\n",
    good: "604800\n",
  },
  on: {
    lines: {
      number: (line, { name }, report) => {
        if (name !== "queuelifetime") return;
        const number = plainNumber(line, "seconds") ?? -1;
        if (number < 0 || (number >= HOUR && number <= LONG)) return;
        const days = Math.floor(number / (24 * HOUR));
        report({
          at: line.digits,
          message: number < HOUR ? "short" : "long",
          params: { amount: amountOf(number, "seconds"), days },
        });
      },
    },
  },
});
