import { defineRule } from "../rule.js";

export default defineRule({
  code: "DJ006",
  name: "findings-capped",
  language: "djblint",
  severity: "info",
  category: "djblint",
  since: "0.1",
  what: "One rule has more to say about a file than is listed",
  why: "A list of many thousand findings of one kind helps nobody and costs memory; the first thousand are listed, in an editor the first 500",
  sources: [],
  fixable: "none",
  messages: {
    capped: {
      text: "further findings of {code} ({name}) in this file are not listed",
      help: "mend the cause that they share, or switch the rule off for this file",
    },
  },
  example: {
    bad: `.example.org:192.0.2.53:a\n${"+www.example.org:192.0.2.256\n".repeat(1001)}`,
    good: ".example.org:192.0.2.53:a\n+www.example.org:192.0.2.25\n",
  },
  on: {},
});
