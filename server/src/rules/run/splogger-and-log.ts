import { printable } from "djblint-grammars/text";
import { lastStep, type Value } from "../../model/run/service.js";
import { folderOf } from "../../model/run/service-folder.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS084",
  name: "splogger-and-log",
  language: "run",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "qmail-start gets a logger, and the service has a log directory too",
  why: "The output of qmail-send goes to the logger that qmail-start runs; the log service gets nothing",
  silent: "Where the service has no log directory, and for a logger such as cat or tai64n, which hands on what it gets",
  sources: ["run script specification R84"],
  fixable: "none",
  messages: {
    both: {
      text: "{logger} takes what qmail-send says, so the log service in log/ gets nothing",
      help: "leave out {logger} and its arguments",
    },
  },
  example: { bad: "", good: "" },
  on: {
    chain: (chain, script, report) => {
      const { name, arguments: args, certain } = lastStep(chain);
      const [, logger] = args;
      if (name !== "qmail-start" || !certain || logger?.text === undefined || script.isLog) return;
      if (!args.slice(1).some(keepsLines)) return;
      if (script.around.entry(`${folderOf(script)}/log`)?.kind !== "directory") return;
      report({ at: logger, message: "both", params: { logger: printable(logger.text) } });
    },
  },
});

/** qmail-start leaves its own standard output to the logger (qmail-start.c): only one that writes elsewhere takes the lines. */
function keepsLines({ text }: Value): boolean {
  return /^(.*\/)?(splogger|logger|multilog|cyclog|svlogd|s6-log)$/.test(text ?? "");
}
