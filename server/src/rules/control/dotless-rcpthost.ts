import { printable } from "djblint-grammars/text";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";
import { serviceOfMail } from "./service-of-mail.js";

export default defineRule({
  code: "QM218",
  name: "dotless-rcpthost",
  language: "control",
  severity: "warning",
  category: "relay",
  security: true,
  since: "0.1",
  what: "rcpthosts or morercpthosts lists localhost or another name without a dot",
  why: "Anybody outside can send to joe@localhost: to local users, and past what is set up for the real domains",
  silent: "Where qmail-smtpd listens on private addresses only, or its access rules let no strangers in",
  sources: ["qmail specification A5", "measured: smtpd-sessions-073"],
  fixable: "none",
  messages: {
    dotless: {
      text: "anybody may send to addresses such as root@{found}: the name has no dot, and no domain of the DNS is meant",
      help: "remove the entry; RELAYCLIENT is for the programs of this host",
    },
  },
  example: {
    file: "control/rcpthosts",
    bad: "localhost\n",
    good: "mail.example.org\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, trouble }, file, report) => {
        if (trouble !== undefined || !/^[\w-]+$/.test(name.text) || serviceOfMail(file)?.isOpen === false) return;
        report({ at: name, message: "dotless", params: { found: printable(name.text) } });
      },
    },
  },
});
