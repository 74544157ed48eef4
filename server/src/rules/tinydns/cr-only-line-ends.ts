import { reportLoneReturns } from "../lone-returns.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD007",
  name: "cr-only-line-ends",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "A file has carriage returns and no line feed",
  why: "tinydns-data ends lines at line feeds alone: the whole file is one line, and only its first record exists",
  sources: ["tinydns specification L5, trap T34"],
  fixable: "unsafe",
  messages: {
    one: {
      text: "no line feed in the file, only {count} CR: tinydns-data takes it for one single line, and only its first record exists",
      help: "save the file with line feeds (Unix line ends)",
    },
    replace: { text: "Make every CR a line feed" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\r+www.example.org:192.0.2.7\r",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    format: ({ returns, text }, report) => {
      if (returns?.alone) reportLoneReturns(returns, text, report);
    },
  },
});
