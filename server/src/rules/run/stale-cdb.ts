import { printable } from "djblint-grammars/text";
import { compiledRules, rulesSource, serverRules } from "../../model/run/service-access.js";
import { LEEWAY } from "../../model/site/site-files.js";
import { momentInWords } from "../../moment.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS030",
  name: "stale-cdb",
  language: "run",
  severity: "warning",
  category: "access",
  security: true,
  since: "0.1",
  what: "The compiled access rules are older than their source",
  why: "The server reads the compiled file only: what was changed in the source has no effect",
  silent: "When the times are not known, and when they are less than two minutes apart, as after a copy",
  sources: ["run script specification R30"],
  fixable: "none",
  messages: {
    stale: {
      text: "{file} is of {compiledTime}, and its source {source} of {sourceTime}: what was changed since has no effect yet",
      help: "run tcprules {file} {file}.tmp <{source}",
    },
    source: { text: "this is what it is compiled from" },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules (of 2026-01-03 17:00) <==\n127.:allow,RELAYCLIENT=""\n:allow\n' +
      "==> service/smtp/smtp.cdb (of 2026-01-01 09:00) <==\n",
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules (of 2026-01-01 09:00) <==\n127.:allow,RELAYCLIENT=""\n:allow\n' +
      "==> service/smtp/smtp.cdb (of 2026-01-03 17:00) <==\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const rules = serverRules(chain, script);
      const compiled = rules && compiledRules(rules, script);
      const file = rules && rulesSource(rules, script);
      if (rules === undefined || compiled?.mtime === undefined || file === undefined || compiled.path === file.path)
        return;
      const written = script.around.entry(file.path)?.mtime;
      if (written === undefined || written - compiled.mtime < LEEWAY) return;
      const source = file.path.slice(file.path.lastIndexOf("/") + 1);
      report({
        at: rules.value,
        message: "stale",
        params: {
          file: printable(rules.path),
          source: printable(source),
          compiledTime: momentInWords(compiled.mtime),
          sourceTime: momentInWords(written),
        },
        related: [{ file: file.path, span: { start: 0, end: 0 }, message: "source" }],
      });
    },
  },
});
