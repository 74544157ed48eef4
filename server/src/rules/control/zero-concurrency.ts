import { plainNumber } from "../../model/control/number-text.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM701",
  name: "zero-concurrency",
  language: "control",
  severity: "warning",
  category: "numbers",
  since: "0.1",
  what: "concurrencylocal, concurrencyremote or concurrencyincoming is 0",
  why: "Such deliveries never happen: the mail stays in the queue until it is too old. tcpserver -c 0 takes connections and serves none of them",
  sources: ["qmail specification N1", "measured: delivery-decision-053", "measured: tcpserver -c 0"],
  fixable: "none",
  messages: {
    zero: {
      text: "no {kind} delivery is ever made: {file} is 0, and mail waits in the queue",
      help: "remove the file, or write the number of deliveries at one time",
    },
    incoming: {
      text: "no client is served: with tcpserver -c 0, as the usual scripts make of it, every connection waits",
      help: "write the number of connections at one time, or remove the file if the script then has a number of its own",
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
        if (name === "concurrencyincoming" && /^0+$/.test(line.digits.text))
          report({ at: line.whole, message: "incoming" });
        const kind = /^concurrency(local|remote)$/.exec(name)?.[1];
        if (kind === undefined || plainNumber(line, "deliveries") !== 0) return;
        report({ at: line.whole, message: "zero", params: { kind, file: name } });
      },
    },
  },
});
