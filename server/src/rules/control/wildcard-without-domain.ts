import { printable } from "djblint-grammars/text";
import { lineOfSuffix } from "../../model/control/broader-keys.js";
import { findKey, keysOf } from "../../model/control/control.js";
import { isPublicSuffix } from "../../model/public-suffix.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM209",
  name: "wildcard-without-domain",
  language: "control",
  severity: "info",
  category: "relay",
  since: "0.1",
  what: "rcpthosts has .example.org and not example.org",
  why: "A wildcard covers the hosts below a name, not the name itself",
  silent:
    "For wildcards over top-level domains, when morercpthosts has the name, and when its mail stays here (QM301, QM302)",
  sources: ["qmail specification A6", "measured: smtpd-sessions-020"],
  fixable: "none",
  messages: {
    alone: {
      text: '"{found}" does not cover {domain} itself, which is not in this file',
      help: "add {domain} if its mail is to be taken",
    },
  },
  example: {
    file: "control/rcpthosts",
    bad: ".example.org\n",
    good: ".example.org\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "rcpthosts") return;
      const keys = keysOf(file.lines);
      const mail = mailInstallationOf(file);
      for (const { name, trouble } of file.domains) {
        const domain = name.text.slice(1);
        if (trouble !== undefined || name.text[0] !== "." || isPublicSuffix(domain)) continue;
        if (findKey(keys, domain) || lineOfSuffix(domain, keys) || mail?.accepting(domain)) continue;
        // Of a domain that stays here other rules speak (QM301, QM302).
        if (mail?.keeps(domain)) continue;
        if (!report({ at: name, message: "alone", params: { found: printable(name.text), domain } })) return;
      }
    },
  },
});
