import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { printable } from "djblint-grammars/text";
import { firstRule, rulesSource, serverRules } from "../../model/run/service-access.js";
import { lastUse } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS040",
  name: "host-rules-without-p",
  language: "run",
  severity: "warning",
  category: "access",
  security: true,
  since: "0.1",
  what: "An access rule lets a host relay by its name, and the server does not check the name",
  why:
    "Who holds the reverse zone of an address can write any name into it; only with -p the server asks whether the name " +
    "leads back to the address",
  silent:
    "With -p, with -H, for rules that do not set RELAYCLIENT, and when the source of the rules is not in the tree that is looked at",
  sources: ["run script specification R40"],
  fixable: "unsafe",
  messages: {
    claimed: {
      text: "without -p, {server} believes any client that claims to be {host}: the rule in line {line} of {file} lets it relay",
      help: "add -p, or write the rule with an address",
    },
    insert: { text: "Insert -p" },
    rule: { text: "the rule that believes the name" },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URhl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\n=pc.example.org:allow,RELAYCLIENT=""\n:allow\n',
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URhpl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\n=pc.example.org:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const rules = serverRules(chain, script);
      if (rules === undefined || !rules.server.step.optionsKnown) return;
      const { step } = rules.server;
      if (lastUse(step, "p", "P")?.letter === "p" || lastUse(step, "H", "h")?.letter === "H") return;
      const file = rulesSource(rules, script);
      const rule = file && firstRule(file, givesRight);
      if (rule === undefined) return;
      const { end } = step.word;
      report({
        at: step.word,
        message: "claimed",
        params: {
          server: step.name,
          host: printable(rule.address.slice(1)),
          line: rule.line + 1,
          file: rule.file.slice(rule.file.lastIndexOf("/") + 1),
        },
        related: [{ file: rule.file, span: rule.span, message: "rule" }],
        fixes: [{ title: "insert", safety: "unsafe", edits: [{ span: { start: end, end }, newText: " -p" }] }],
      });
    },
  },
});

/** What is only let in may have been let in by another rule too. */
function givesRight({ address, instruction, variables }: RuleLine): boolean {
  if (!/^=./.test(address.text) || instruction.kind !== "allow") return false;
  return variables.some(({ name }) => name.text === "RELAYCLIENT");
}
