import { folderOf } from "../../model/run/service-folder.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS075",
  name: "log-late",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "supervise has run in the folder of the service, but never in its log folder",
  why:
    "svscan looks for log only when it sees a service for the first time: a log folder that is made later is not " +
    "started, and what the service prints goes elsewhere",
  silent: "When supervise has never run for the service, and when log has no run script",
  sources: ["run script specification X4, R75"],
  fixable: "none",
  messages: {
    late: {
      text: "supervise was here, but never in log/: svscan does not start a log folder that is made after it saw the service",
      help: "take the link out of the folder that svscan watches, svc -dx the service, and put the link back",
    },
  },
  example: {
    bad:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/supervise/lock <==\n" +
      "==> service/web/log/run <==\n#!/bin/sh\nexec setuidgid weblog multilog t ./main\n",
    good:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/supervise/lock <==\n" +
      "==> service/web/log/run <==\n#!/bin/sh\nexec setuidgid weblog multilog t ./main\n" +
      "==> service/web/log/supervise/lock <==\n",
  },
  on: {
    script: (script, report) => {
      const { path, isLog, around, text } = script;
      const folder = folderOf(script);
      if (isLog || !path.endsWith("/run") || around.entry(`${folder}/supervise`)?.kind !== "directory") return;
      const log = around.children(`${folder}/log`)?.map((entry) => entry.path.slice(entry.path.lastIndexOf("/") + 1));
      if (!log?.includes("run") || log.includes("supervise")) return;
      report({ at: text.lines.span(0), message: "late" });
    },
  },
});
