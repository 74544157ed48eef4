import { printable } from "djblint-grammars/text";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM211",
  name: "own-address-in-rcpthosts",
  language: "control",
  severity: "warning",
  category: "relay",
  security: true,
  since: "0.1",
  what: "rcpthosts or morercpthosts lists an address of this host in brackets",
  why: "qmail-smtpd replaces its own addresses in recipients by localiphost before it looks at rcpthosts: the entry is never used",
  silent: "For addresses that neither begin with 127 nor are in site.addresses of the configuration",
  sources: ["qmail specification G2", "measured: smtpd-sessions-032 to -034, rcpthosts-matching-023"],
  fixable: "none",
  messages: {
    own: {
      text: '"{found}" is never looked up: qmail-smtpd replaces its own addresses by localiphost first, which is the name in me unless it is set',
      help: "list the name in localiphost, or in me",
    },
  },
  example: {
    file: "control/rcpthosts",
    bad: "[127.0.0.1]\n",
    good: "mail.example.org\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name }, file, report) => {
        const address = /^\[([\d.]+)\]$/.exec(name.text)?.[1];
        if (address === undefined) return;
        const isOwn = /^127\.\d+\.\d+\.\d+$/.test(address) || file.ownAddresses.includes(address);
        if (isOwn) report({ at: name, message: "own", params: { found: printable(name.text) } });
      },
    },
  },
});
