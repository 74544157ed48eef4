import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { withoutUser } from "./domain-fix.js";
import { withoutStar } from "./star-fix.js";

export default defineRule({
  code: "QM324",
  name: "virtual-key-pattern",
  language: "control",
  severity: "error",
  category: "virtual domains",
  since: "0.1",
  what: "A key of virtualdomains holds a *, or begins with an @",
  why: "A key is a whole address, a domain, a suffix that begins with a dot, or empty; * is a letter as any other",
  sources: ["qmail specification D4", "measured: delivery-decision-032"],
  fixable: "unsafe",
  messages: {
    star: {
      text: '"{found}" matches no address: * has no meaning in virtualdomains',
      help: "write .example.org for all hosts below example.org, nothing for every domain",
    },
    at: {
      text: '"{found}" matches only an address without a user: a domain is written without the @',
      help: "write the domain alone",
    },
    replace: { text: "write {instead}" },
  },
  example: {
    file: "control/virtualdomains",
    bad: "*.example.org:joe\n",
    good: ".example.org:joe\n",
  },
  on: {
    domain: {
      files: ["virtualdomains"],
      check: ({ name, trouble }, _file, report) => {
        if (trouble !== "star" && trouble !== "at") return;
        const fixes = trouble === "star" ? withoutStar(name) : withoutUser(name);
        report({ at: name, message: trouble, params: { found: printable(name.text) }, fixes });
      },
    },
  },
});
