import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { defineRule } from "../rule.js";
import { reportRuleInVain } from "./rule-in-vain.js";

export default defineRule({
  code: "RS039",
  name: "r-with-info-rules",
  language: "run",
  severity: "error",
  category: "access",
  security: true,
  since: "0.1",
  what: "The access rules use names of users, and -R keeps the server from asking for them",
  why: "Without TCPREMOTEINFO a rule with user@ never applies: what it allows or denies is decided by other rules",
  silent: "When the source of the rules is not in the tree that is looked at",
  sources: ["run script specification R39", "tcprules specification, order of the look-up"],
  fixable: "none",
  messages: {
    never: {
      text: "with -R, {server} knows no names of users: the rule {rule} in line {line} of {file} never applies",
      help: "write -r instead of -R, or rules without names of users",
    },
    rule: { text: "this rule never applies" },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\njoe@192.0.2.1:allow,RELAYCLIENT=""\n:allow\n',
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -UrHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\njoe@192.0.2.1:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => reportRuleInVain(["R", "r"], isForUser, chain, script, report),
  },
});

function isForUser({ address }: RuleLine): boolean {
  return address.text.includes("@");
}
