import { printable } from "djblint-grammars/text";
import { compiledRules, serverRules } from "../../model/run/service-access.js";
import { identityOf } from "../../model/run/service-identity.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS032",
  name: "cdb-unreadable",
  language: "run",
  severity: "warning",
  category: "access",
  security: true,
  since: "0.1",
  what: "Only its owner may read the file of access rules, and the server has given up root when it reads it",
  why: "The server opens the file for each client, as the account that it has become: access denied, every client is dropped, also with -X",
  silent: "When the permissions are not known, and when the server stays root",
  sources: ["run script specification T1, R32"],
  fixable: "none",
  messages: {
    denied: {
      text: "{server} reads {file} (mode {mode}) as the account that it has become: unless that owns the file, every client is dropped",
      help: "chmod 644 {file}",
    },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      "==> service/smtp/smtp.cdb (mode 600) <==\n",
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      "==> service/smtp/smtp.cdb (mode 644) <==\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const rules = serverRules(chain, script);
      const mode = rules && compiledRules(rules, script)?.mode;
      if (rules === undefined || mode === undefined || (mode & OTHERS_READ) !== 0) return;
      const { server, path } = rules;
      const { kind } = identityOf({ steps: [...server.before, server.step] });
      if (kind !== "account" && kind !== "uid") return;
      const params = { server: server.step.name, file: printable(path), mode: (mode & 0o7777).toString(8) };
      report({ at: rules.value, message: "denied", params });
    },
  },
});

const OTHERS_READ = 0o044;
