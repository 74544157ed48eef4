import { lastStep } from "../../model/run/service.js";
import { serviceBehaviour } from "../../model/run/service-daemons.js";
import { ignoredSignals } from "../../model/run/service-signals.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS072",
  name: "trap-ignored",
  language: "run",
  severity: "warning",
  category: "supervision",
  since: "0.1",
  what: "The script, or one that it ends up as, ignores the signal that svc -d sends",
  why: "What a shell ignores, the program that it becomes by exec ignores too: svc -d and svc -t have no effect",
  silent:
    "When a later trap sets the signal back, and when no exec follows; a program that catches TERM itself is not harmed",
  sources: ["run script specification X6, R72", "mysqld_safe of MariaDB 10.11: trap '' 1 2 3 15"],
  fixable: "none",
  messages: {
    ignored: {
      text: "the service is started with TERM ignored, so svc -d does not stop it",
      help: "remove the trap",
    },
    safe: {
      text: "{program} is a shell script that ignores TERM and starts its server again, so svc -d does not stop the service",
      help: "start the server itself; supervise starts it again when it ends",
    },
  },
  example: {
    bad: "#!/bin/sh\ntrap '' TERM\nexec /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec /usr/local/bin/webd 2>&1\n",
  },
  on: {
    chain: (chain, _script, report) => {
      const { name, word } = lastStep(chain);
      if (SAFE.has(name) && serviceBehaviour(chain)) report({ at: word, message: "safe", params: { program: name } });
    },
    script: (script, report) => {
      const { chain, isTask } = script;
      if (isTask || !chain?.replacesShell) return;
      const term = ignoredSignals(script, chain).get("TERM");
      if (term) report({ at: term.command, message: "ignored" });
    },
  },
});

/** What starts a database server and stays as its parent. */
const SAFE: ReadonlySet<string> = new Set(["mysqld_safe", "mariadbd-safe"]);
