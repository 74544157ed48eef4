import { lastStep } from "../../model/run/service.js";
import { outputsOf } from "../../model/run/service-outputs.js";
import { hasMisspeltJoin, isSilentOnStderr } from "../../model/run/service-stderr.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS103",
  name: "stderr-not-joined",
  language: "run",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "A script that is to become a run script does not send standard error to a log service",
  why: "Only standard output goes to the log service; error messages go to svscan, and ps shows the last of them at best",
  silent:
    "For files called run, where the folder shows whether there is a log service (RS013), for loggers, qmail-start and /var/qmail/rc, and when any " +
    "redirection of descriptor 2 is there",
  sources: ["run script specification X3, R13"],
  fixable: "none",
  messages: {
    missing: {
      text: "nothing sends standard error of {program} to standard output: where the service has a log directory, error messages miss it",
      help: "make exec 2>&1 the second line",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid web /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid web /usr/local/bin/webd\n",
    file: "templates/webd.run",
  },
  on: {
    script: (script, report) => {
      const { chain, tree, isLog, isTask, path } = script;
      const name = path.slice(path.lastIndexOf("/") + 1);
      if (name === "run" || isLog || isTask || tree.shebang === undefined || tree.faults.length > 0) return;
      if (!chain?.replacesShell || chain.place.piped || isLogger(lastStep(chain).name)) return;
      const { scriptRedirect, ownRedirect } = outputsOf(script);
      if ((scriptRedirect ?? ownRedirect) !== undefined || isSilentOnStderr(lastStep(chain))) return;
      if (hasMisspeltJoin(script)) return;
      const program = lastStep(chain).name || "the service";
      report({ at: chain.command.words[0], message: "missing", params: { program } });
    },
  },
});

function isLogger(name: string): boolean {
  return /^(multilog|svlogd|s6-log|logger|cat|tai64n)$/.test(name);
}
