import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM315",
  name: "wildcard-in-locals",
  language: "control",
  severity: "error",
  category: "delivery",
  since: "0.1",
  what: "An entry of locals begins with a dot or holds a *",
  why: "qmail-send compares whole domains with locals; it has no wildcards there",
  sources: ["qmail specification D3, D4", "measured: delivery-decision-009"],
  fixable: "none",
  messages: {
    wildcard: {
      text: '"{found}" makes no host local: locals has no wildcards, and mail for hosts below the name goes out again',
      help: "list each name, or write {key}:USER in virtualdomains",
    },
  },
  example: {
    file: "control/locals",
    bad: ".example.org\n",
    good: "example.org\nmail.example.org\n",
  },
  on: {
    domain: {
      files: ["locals"],
      check: ({ name, trouble }, _file, report) => {
        if (trouble !== "star" && (trouble !== undefined || name.text[0] !== ".")) return;
        const key = /^\*\.[\w.-]+$/.test(name.text)
          ? name.text.slice(1)
          : name.text[0] === "."
            ? name.text
            : ".example.org";
        report({ at: name, message: "wildcard", params: { found: printable(name.text), key: printable(key) } });
      },
    },
  },
});
