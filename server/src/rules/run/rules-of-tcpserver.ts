import { printable } from "djblint-grammars/text";
import { compiledRules, givenRules, rulesSource } from "../../model/run/service-access.js";
import { entryFor } from "../../model/run/service-folder.js";
import { isUcspi, lastUse } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS147",
  name: "rules-of-tcpserver",
  language: "run",
  severity: "error",
  category: "access",
  security: true,
  since: "0.1",
  what: "tcpsvd gets access rules that are written for tcprules and tcpserver",
  why:
    "tcpsvd reads instructions of its own, which ipsvd-cdb compiles from a folder with a file for each client. In a database of " +
    "tcprules it finds nothing that it understands, lets everybody in and sets no variable; a text is no database, and " +
    "with it every connection is closed",
  silent: "When the source of the rules is not among the files, and when a folder of that name is",
  sources: ["tcpsvd(8), ipsvd-instruct(5), ipsvd-cdb(8)", "measured: tcpsvd 1.0.0 with databases of tcprules"],
  fixable: "none",
  messages: {
    compiled: {
      text: "{server} does not know rules of tcprules: whatever {file} says, everybody is let in, and no variable is set",
      help: "start tcpserver, or write instructions for {server} into files of a folder and compile it with ipsvd-cdb",
    },
    text: {
      text: "{server} cannot read {file}, which is no database, and closes every connection",
      help: "write instructions for {server} into files of a folder, and name it with -i",
    },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec tcpsvd -v -u qmaild -x smtp.cdb 0 25 qmail-smtpd\n" +
      '==> service/smtp/smtp.rules <==\n127.:allow,RELAYCLIENT=""\n:allow\n',
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec tcpsvd -v -u qmaild -i clients 0 25 qmail-smtpd\n" +
      "==> service/smtp/clients/127 <==\n+RELAYCLIENT=\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const rules = givenRules(chain, script);
      if (rules === undefined || isUcspi(rules.server) || !lastUse(rules.server.step, "x")) return;
      if (entryFor(script, rules.path.replace(/\.cdb$/, ""))?.kind === "directory") return;
      const source = rulesSource(rules, script);
      if (source === undefined) return;
      const message = compiledRules(rules, script)?.path === source.path ? "text" : "compiled";
      const params = { file: printable(rules.path), server: rules.server.step.name };
      report({ at: rules.value, message, params });
    },
  },
});
