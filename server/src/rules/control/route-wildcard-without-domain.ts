import { printable } from "djblint-grammars/text";
import { findKey, keysOf } from "../../model/control/control.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";

export default defineRule({
  code: "QM418",
  name: "route-wildcard-without-domain",
  language: "control",
  severity: "info",
  category: "routes",
  since: "0.1",
  what: "smtproutes has .example.org and not example.org",
  why: "A wildcard covers the hosts below a name, not the name itself",
  silent:
    "For names without a further dot, when mail for the name itself stays here, and when another line is meant for it, also with a slip in its name (QM852)",
  sources: ["qmail specification T2", "measured: smtproutes-routing-034"],
  fixable: "none",
  messages: {
    alone: {
      text: '"{found}" does not cover {domain} itself, whose mail takes another way',
      help: "add a line for {domain} if it is to take the same way",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: ".example.org:[192.0.2.7]\n",
    good: ".example.org:[192.0.2.7]\nexample.org:[192.0.2.7]\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "smtproutes") return;
      const keys = keysOf(file.lines);
      const mail = mailInstallationOf(file);
      for (const { line, name, trouble } of file.domains) {
        const domain = name.text.slice(1);
        if (line.kind !== "route" || trouble !== undefined || name.text[0] !== "." || !domain.includes(".")) continue;
        if (findKey(keys, domain) || mail?.keeps(domain) || mail?.directory.smtproutes.find(domain)) continue;
        if (mail && isMisspeltElsewhere(domain, mail)) continue;
        if (!report({ at: name, message: "alone", params: { found: printable(name.text), domain } })) return;
      }
    },
  },
});
