import { folderOf } from "../../model/run/service-folder.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS074",
  name: "log-file",
  language: "run",
  severity: "error",
  category: "logging",
  since: "0.1",
  what: "A plain file called log lies beside the run script",
  why:
    "svscan takes any entry called log for a log service and makes a pipe to it. Nobody reads that pipe, and when it is " +
    "full the service blocks",
  silent: "For services of runit and s6, which pass over such a file",
  sources: ["run script specification X4, R74", "measured: runsv 2.1.2, s6-svscan"],
  fixable: "none",
  messages: {
    file: {
      text: "log is a file and no directory: svscan makes a pipe that nobody reads, and the service blocks when it is full",
      help: "call the file otherwise, or make log a directory with a run script in it",
    },
  },
  example: {
    bad:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/log <==\nstarted\n",
    good:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/notes <==\nstarted\n",
  },
  on: {
    script: (script, report) => {
      const { path, isLog, around, text } = script;
      if (script.chain?.steps.some(({ program }) => OTHERS.test(program?.package ?? ""))) return;
      if (isLog || !path.endsWith("/run") || around.entry(`${folderOf(script)}/log`)?.kind !== "file") return;
      report({ at: text.lines.span(0), message: "file" });
    },
  },
});

const OTHERS = /^(runit|s6)\b/;
