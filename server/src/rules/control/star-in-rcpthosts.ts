import { printable } from "djblint-grammars/text";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";
import { withoutStar } from "./star-fix.js";

export default defineRule({
  code: "QM203",
  name: "star-in-rcpthosts",
  language: "control",
  severity: "error",
  category: "relay",
  security: true,
  since: "0.1",
  what: "An entry of rcpthosts or morercpthosts holds a *",
  why: "For qmail-smtpd * is a letter as any other; a dot in front of a name stands for all hosts below it",
  sources: ["qmail specification A6", "measured: smtpd-sessions-019"],
  fixable: "unsafe",
  messages: {
    star: {
      text: '"{found}" matches no domain: * has no meaning in {file}',
      help: "write .example.org for all hosts below example.org, and example.org for itself",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "*.example.org\n",
    good: ".example.org\nexample.org\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, trouble }, file, report) => {
        if (trouble !== "star") return;
        const params = { found: printable(name.text), file: file.name };
        report({ at: name, message: "star", params, fixes: withoutStar(name) });
      },
    },
  },
});
