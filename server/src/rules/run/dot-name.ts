import { folderOf } from "../../model/run/service-folder.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS076",
  name: "dot-name",
  language: "run",
  severity: "info",
  category: "supervision",
  since: "0.1",
  what: "The name of a service begins with a dot",
  why: "svscan skips names that begin with a dot: the service is never started",
  silent: "Where no other service stands beside it",
  sources: ["run script specification X5, R76"],
  fixable: "none",
  messages: {
    skipped: {
      text: "svscan skips {name}, because its name begins with a dot: the service is not started",
      help: "give it another name, when it is meant to run",
    },
  },
  example: {
    bad:
      "==> service/.web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n" +
      "==> service/dns/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid dns softlimit -d 300000 tinydns\n",
    good:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /opt/web/bin/webd\n" +
      "==> service/dns/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid dns softlimit -d 300000 tinydns\n",
  },
  on: {
    script: (script, report) => {
      const folder = folderOf(script);
      const name = folder.slice(folder.lastIndexOf("/") + 1);
      if (!name.startsWith(".") || !script.path.endsWith("/run")) return;
      const { around, text } = script;
      const others = around.children(parentOf(folder)) ?? [];
      if (!others.some(({ path }) => path !== folder && around.entry(`${path}/run`) !== undefined)) return;
      report({ at: text.lines.span(0), message: "skipped", params: { name } });
    },
  },
});
