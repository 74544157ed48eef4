import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { defineRule } from "../rule.js";
import { reportRuleInVain } from "./rule-in-vain.js";

export default defineRule({
  code: "RS038",
  name: "h-with-host-rules",
  language: "run",
  severity: "error",
  category: "access",
  security: true,
  since: "0.1",
  what: "The access rules use names of hosts, and -H keeps the server from asking for them",
  why: "Without TCPREMOTEHOST a rule that begins with = never applies: what it allows or denies is decided by other rules",
  silent: "When the source of the rules is not in the tree that is looked at",
  sources: ["run script specification R38", "tcprules specification, order of the look-up"],
  fixable: "none",
  messages: {
    never: {
      text: "with -H, {server} knows no host names: the rule {rule} in line {line} of {file} never applies",
      help: "write -h instead of -H, or rules with addresses",
    },
    rule: { text: "this rule never applies" },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\n=pc.example.org:allow,RELAYCLIENT=""\n:allow\n',
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URhpl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\n=pc.example.org:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => reportRuleInVain(["H", "h"], isForHost, chain, script, report),
  },
});

function isForHost({ address }: RuleLine): boolean {
  return address.text.startsWith("=") && address.text.length > 1;
}
