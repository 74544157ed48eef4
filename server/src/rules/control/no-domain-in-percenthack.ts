import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM321",
  name: "no-domain-in-percenthack",
  language: "control",
  severity: "error",
  category: "delivery",
  since: "0.1",
  what: "An entry of percenthack is a wildcard or holds an @",
  why: "qmail-send compares whole domains with percenthack; it has no wildcards there",
  sources: ["qmail specification D2", "measured: delivery-decision-047"],
  fixable: "none",
  messages: {
    never: {
      text: '"{found}" matches no domain: percenthack takes whole names, without wildcards, users and @',
      help: "list each name; without any, delete the file",
    },
  },
  example: {
    file: "control/percenthack",
    bad: ".example.org\n",
    good: "example.org\n",
  },
  on: {
    domain: {
      files: ["percenthack"],
      check: ({ name, trouble }, _file, report) => {
        const isWildcard = trouble === "star" || trouble === "at" || (trouble === undefined && name.text[0] === ".");
        if (!isWildcard) return;
        report({ at: name, message: "never", params: { found: printable(name.text) } });
      },
    },
  },
});
