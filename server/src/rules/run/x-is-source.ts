import { printable } from "djblint-grammars/text";
import { compiledRules, rulesSource, serverRules } from "../../model/run/service-access.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS031",
  name: "x-is-source",
  language: "run",
  severity: "error",
  category: "access",
  security: true,
  since: "0.1",
  what: "-x names the source of the access rules instead of the compiled file",
  why: "The server reads a text as though it were a cdb: `protocol error`, and every client is dropped",
  silent: "For files outside of the tree that is looked at, unless they are called tcp.smtp or the like",
  sources: ["run script specification T1, R31"],
  fixable: "none",
  messages: {
    perhaps: {
      text: "the source of the access rules is usually called {file}: if it is that text, {server} drops every client with protocol error",
      help: "write {file}.cdb, and compile it: tcprules {file}.cdb {file}.tmp <{file}",
      severity: "warning",
    },
    source: {
      text: "{file} is a text that tcprules compiles, and no cdb: {server} drops every client with protocol error",
      help: "write {file}.cdb, and compile it: tcprules {file}.cdb {file}.tmp <{file}",
    },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.rules 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\n127.:allow,RELAYCLIENT=""\n:allow\n',
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\n127.:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const rules = serverRules(chain, script);
      const source = rules && rulesSource(rules, script);
      const isThere = rules && compiledRules(rules, script) !== undefined;
      if (rules && !isThere && USUAL_SOURCE.test(rules.path)) {
        const params = { file: printable(rules.path), server: rules.server.step.name };
        report({ at: rules.value, message: "perhaps", params });
      }
      if (rules === undefined || source === undefined || compiledRules(rules, script)?.path !== source.path) return;
      const params = { file: printable(rules.path), server: rules.server.step.name };
      report({ at: rules.value, message: "source", params });
    },
  },
});

/** As "Life with qmail" calls them. */
const USUAL_SOURCE = /(^|\/)tcp\.(smtps?|pop3s?|imaps?|submission|qmtp)$/;
