import { printable } from "djblint-grammars/text";
import type { NameTrouble } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";

/** Troubles with rules of their own. */
const SAID_ELSEWHERE: ReadonlySet<NameTrouble> = new Set(["several", "non-ascii", "trailing-dot", "empty-label"]);

export default defineRule({
  code: "QM321",
  name: "no-domain-in-percenthack",
  language: "control",
  severity: "error",
  category: "delivery",
  since: "0.1",
  what: "An entry of percenthack is a wildcard, holds an @, or is otherwise no domain",
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
        const isName = trouble === undefined ? name.text[0] !== "." : SAID_ELSEWHERE.has(trouble);
        if (isName) return;
        report({ at: name, message: "never", params: { found: printable(name.text) } });
      },
    },
  },
});
