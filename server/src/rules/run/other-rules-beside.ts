import { printable } from "djblint-grammars/text";
import { rulesSource, serverRules } from "../../model/run/service-access.js";
import { entryFor, folderOf } from "../../model/run/service-folder.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM511",
  name: "other-rules-beside",
  language: "run",
  severity: "warning",
  category: "mail",
  since: "0.1",
  what: "Access rules lie beside the script of qmail-smtpd, and -x names others",
  why: "The server reads the file that -x names only: what the rules beside the script say, RELAYCLIENT above all, has no effect",
  silent:
    "When the tree has the rules that -x names, and when several rule files lie beside the script; without -x see RS034",
  sources: ["run script specification T1", "qmail specification A5"],
  fixable: "none",
  messages: {
    other: {
      text: "the rules in {beside} have no effect: the server reads {file}",
      help: "compile {beside} and name the result with -x, or remove it",
    },
    beside: { text: "these are not read" },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\n127.:allow,RELAYCLIENT=""\n:allow\n',
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\n127.:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    chain: (chain, script, report) => {
      const rules = serverRules(chain, script);
      if (!rules || rulesSource(rules, script) || !rules.server.behind.some(({ name }) => name === "qmail-smtpd"))
        return;
      const beside = script.around.sources("tcprules").filter(({ path }) => parentOf(path) === folderOf(script));
      if (beside.length !== 1 || entryFor(script, rules.path)?.kind === "file") return;
      const [{ path }] = beside;
      report({
        at: rules.server.rules!,
        message: "other",
        params: { beside: printable(path.slice(path.lastIndexOf("/") + 1)), file: printable(rules.path) },
        related: [{ file: path, span: { start: 0, end: 0 }, message: "beside" }],
      });
    },
  },
});
