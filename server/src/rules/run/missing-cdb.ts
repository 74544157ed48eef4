import { printable } from "djblint-grammars/text";
import { compiledRules, mayBeMade, rulesSource, serverRules } from "../../model/run/service-access.js";
import { isMissingFor, isWhole } from "../../model/run/service-folder.js";
import { lastUse } from "../../model/run/service-server.js";
import { isCompiledMissing } from "../../model/site/file-on-site.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS029",
  name: "missing-cdb",
  language: "run",
  severity: "error",
  category: "access",
  security: true,
  since: "0.1",
  what: "The file of access rules is not there",
  why: "The server opens it for each client: when it is missing, every client is dropped while the server looks healthy",
  silent:
    "With -X, for files outside of the tree that is looked at, where nothing but scripts is kept of the service, when the " +
    "source of the file lies there and compiled files are not kept with the sources of the host, when a Makefile or another " +
    "source lies there, and when the script runs tcprules",
  sources: ["run script specification T1, R29"],
  fixable: "none",
  messages: {
    missing: {
      text: "there is no {file}, which {server} opens for each client: every client is dropped",
      help: "compile the access rules with tcprules, or correct the path",
    },
    slip: {
      text: "{file} looks like a slip for {meant}: where there is no such file, {server} drops every client",
      help: "write {meant}",
      severity: "warning",
    },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x tcp.cdb 0 smtp qmail-smtpd\n" +
      "==> service/smtp/supervise/lock <==\n" +
      "==> service/smtp/smtp.cdb <==\n",
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      "==> service/smtp/supervise/lock <==\n" +
      "==> service/smtp/smtp.cdb <==\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const rules = serverRules(chain, script);
      if (rules === undefined || lastUse(rules.server.step, "X")) return;
      const params = { file: printable(rules.path), server: rules.server.step.name };
      const meant = rules.path.replace(SLIP, ".cdb");
      if (meant !== rules.path && compiledRules(rules, script) === undefined) {
        report({ at: rules.value, message: "slip", params: { ...params, meant: printable(meant) } });
        return;
      }
      if (!isMissingFor(script, rules.path)) return;
      const source = rulesSource(rules, script);
      if (source ? !isCompiledMissing(source) : !isWhole(script) || mayBeMade(script, rules.path)) return;
      if (script.service.names.has("tcprules") || script.service.names.has("make")) return;
      report({ at: rules.value, message: "missing", params });
    },
  },
});

/** Letters of `.cdb` that changed places, or another sign in the place of the dot. */
const SLIP = /(\.(cbd|dcb|cd)|[,;]cdb)$/;
