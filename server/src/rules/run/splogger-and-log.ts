import { printable } from "djblint-grammars/text";
import { lastStep, type Value } from "../../model/run/service.js";
import { folderOf } from "../../model/run/service-folder.js";
import { takesOutput } from "../../model/run/service-stderr.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS084",
  name: "splogger-and-log",
  language: "run",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "qmail-start gets a logger, or systemd-cat takes the output, and the service has a log directory too",
  why: "The output goes to the logger that qmail-start runs, or to the journal; the log service gets nothing",
  silent: "Where the service has no log directory, and for a logger such as cat or tai64n, which hands on what it gets",
  sources: ["run script specification R84"],
  fixable: "none",
  messages: {
    both: {
      text: "{logger} takes what qmail-send says, so the log service in log/ gets nothing",
      help: "leave out {logger} and its arguments",
    },
    journal: {
      text: "systemd-cat takes what {program} says, so the log service in log/ gets nothing",
      help: "leave out systemd-cat and its options, or the log service",
    },
  },
  example: {
    bad:
      "==> service/qmail/run <==\n#!/bin/sh\nexec qmail-start ./Maildir/ splogger qmail\n" +
      "==> service/qmail/log/run <==\n#!/bin/sh\nexec setuidgid qmaill multilog t ./main\n",
    good:
      "==> service/qmail/run <==\n#!/bin/sh\nexec qmail-start ./Maildir/\n" +
      "==> service/qmail/log/run <==\n#!/bin/sh\nexec setuidgid qmaill multilog t ./main\n",
  },
  on: {
    chain: (chain, script, report) => {
      if (script.isLog || script.around.entry(`${folderOf(script)}/log`)?.kind !== "directory") return;
      const { name, arguments: args, certain } = lastStep(chain);
      const journal = chain === script.chain ? chain.steps.find(takesOutput) : undefined;
      if (journal) report({ at: journal.word, message: "journal", params: { program: name || "the service" } });
      const [, logger] = args;
      if (name !== "qmail-start" || !certain || logger?.text === undefined) return;
      if (!args.slice(1).some(keepsLines)) return;
      report({ at: logger, message: "both", params: { logger: printable(logger.text) } });
    },
  },
});

/** qmail-start leaves its own standard output to the logger (qmail-start.c): only one that writes elsewhere takes the lines. */
function keepsLines({ text }: Value): boolean {
  return /^(.*\/)?(splogger|logger|multilog|cyclog|svlogd|s6-log)$/.test(text ?? "");
}
