import { plainNumber } from "../../model/control/number-text.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM701",
  name: "zero-concurrency",
  language: "control",
  severity: "warning",
  category: "numbers",
  since: "0.1",
  what: "concurrencylocal or concurrencyremote is 0",
  why: "Such deliveries never happen: the mail stays in the queue until it is too old",
  sources: ["qmail specification N1", "measured: delivery-decision-053"],
  fixable: "none",
  messages: {
    zero: {
      text: "no {kind} delivery is ever made: {file} is 0, and mail waits in the queue",
      help: "remove the file, or write the number of deliveries at one time",
    },
  },
  example: {
    file: "control/concurrencylocal",
    bad: "0\n",
    good: "10\n",
  },
  on: {
    lines: {
      number: (line, { name }, report) => {
        const kind = /^concurrency(local|remote)$/.exec(name)?.[1];
        if (kind === undefined || plainNumber(line, "deliveries") !== 0) return;
        report({ at: line.whole, message: "zero", params: { kind, file: name } });
      },
    },
  },
});
