import { plainNumber } from "../../model/control/number-text.js";
import { defineRule } from "../rule.js";

/** The most that qmail can be built for. */
const LIMIT = 255;

export default defineRule({
  code: "QM702",
  name: "concurrency-cut",
  language: "control",
  severity: "warning",
  category: "numbers",
  since: "0.1",
  what: "concurrencylocal or concurrencyremote is larger than qmail can be built for",
  why: "qmail-send cuts the number to conf-spawn without a word: 120 unless qmail was built with another, and 255 at most",
  silent: "Up to 255, as qmail may have been built so; when the dialect is patched, as a patch raises the limit",
  sources: ["qmail specification N1", "measured: qmail-send-hup-001"],
  fixable: "none",
  messages: {
    cut: {
      text: "{number} is cut to conf-spawn, which is 120 in most installations and 255 at most",
      help: "write what is meant, up to the limit that qmail-showctl calls silent concurrency limit",
    },
  },
  example: {
    file: "control/concurrencyremote",
    bad: "500\n",
    good: "100\n",
  },
  on: {
    lines: {
      number: (line, { name, dialect }, report) => {
        if (!/^concurrency(local|remote)$/.test(name) || dialect === "patched") return;
        const number = plainNumber(line, "deliveries") ?? 0;
        if (number > LIMIT) report({ at: line.digits, message: "cut", params: { number } });
      },
    },
  },
});
