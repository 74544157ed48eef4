import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { blanksBeforeColon, removal } from "./colon-blanks.js";

export default defineRule({
  code: "QM403",
  name: "blank-before-colon",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A blank stands in front of the first colon of a line in smtproutes",
  why: "It is part of the key, which then matches no domain: mail goes to the mail exchangers",
  silent: "For lines that are meant as comments",
  sources: ["qmail specification R22, T2", "measured: smtproutes-routing-061"],
  fixable: "unsafe",
  messages: {
    blank: {
      text: '"{key}" matches no domain: the blank in front of the colon is part of the key, and the line counts for nothing',
      help: "leave out the blank",
    },
    remove: { text: "Remove the blank" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org :[192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, _file, report) => {
      const { key } = route.line;
      const at = blanksBeforeColon(key);
      if (!at) return;
      const fixes = [{ title: "remove", safety: "unsafe" as const, edits: removal(at) }];
      report({ at, message: "blank", params: { key: printable(key.text) }, fixes });
    },
  },
});
