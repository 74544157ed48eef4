import { defineRule } from "../rule.js";

export default defineRule({
  code: "DJ002",
  name: "unused-suppression",
  language: "djblint",
  severity: "warning",
  category: "djblint",
  since: "0.1",
  what: "A suppression comment stands where its rule has nothing to say",
  why: "It would hide a later finding that nobody has looked at",
  sources: [],
  fixable: "none",
  messages: { unused: { text: "{selector} has no finding here to suppress", help: "remove it from the comment" } },
  example: {
    bad: "# djblint-ignore TD101 -- was wrong once\n.example.org:192.0.2.1:a\n",
    good: ".example.org:192.0.2.1:a\n",
  },
  on: {},
});
