import { defineRule } from "../rule.js";

export default defineRule({
  code: "DJ004",
  name: "unreadable-file",
  language: "djblint",
  severity: "error",
  category: "djblint",
  since: "0.1",
  what: "A file that should be checked cannot be read",
  why: "Nothing is known about it; the program that needs it may fare no better",
  sources: [],
  fixable: "none",
  messages: { unreadable: { text: "cannot be read: {reason}" } },
  example: { bad: "", good: "" },
  on: {},
});
