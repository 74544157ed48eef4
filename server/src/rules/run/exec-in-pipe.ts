import type { Chain } from "../../model/run/service.js";
import { stayingStep } from "../../model/run/service-daemons.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS007",
  name: "exec-in-pipe",
  language: "run",
  severity: "error",
  category: "supervision",
  since: "0.1",
  what: "The service is one end of a pipeline",
  why:
    "The shell starts both ends of a pipeline as children and waits, also for a command with exec: supervise knows the " +
    "shell only, so svc -d kills that and the program lives on",
  silent: "For pipelines that something follows, inside functions, loops and `sh -c`, and in finish scripts",
  sources: ["run script specification X2, R07"],
  fixable: "none",
  messages: {
    exec: {
      text: "exec in a pipeline does not replace the shell: svc -d kills the shell only, not {program}",
      help: "start {program} alone, and put the other end of the pipe into log/run",
    },
    logger: {
      text: "{program} runs in a pipeline: svc -t ends the shell only, and the next {program} cannot lock the log folder while this one lives",
      help: "choose lines with the patterns of {program} itself, or have full files filtered by a processor (!COMMAND)",
      severity: "warning",
    },
    daemon: {
      text: "{program} runs in a pipeline, as a child of the shell: svc -d kills the shell only, and {program} lives on",
      help: "write exec {program} without a pipe, and put the other end of the pipe into log/run",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec /usr/local/bin/webd 2>&1 | logger -t webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/local/bin/webd\n",
  },
  on: {
    script: ({ service, isTask, isLog }, report) => {
      if (isTask) return;
      let reported: Chain["place"]["pipeline"];
      for (const chain of service.chains) {
        const { last, piped, pipeline, inFunction, inLoop, nested } = chain.place;
        if (!last || !piped || inFunction || inLoop || nested || pipeline === reported) continue;
        const daemon = stayingStep(chain);
        if (!chain.replacesShell && daemon === undefined) continue;
        reported = pipeline;
        const [{ word, name }] = chain.steps;
        const program = daemon?.name || name || "the program";
        if (isLog && LOGGERS.has(program)) {
          report({ at: daemon?.word ?? word, message: "logger", params: { program } });
          continue;
        }
        report({
          at: chain.replacesShell ? chain.command.words[0] : word,
          message: chain.replacesShell ? "exec" : "daemon",
          params: { program },
        });
      }
    },
  },
});

/** They read the pipe of supervise to its end, and need no other end of a pipe: that is what feeds them. */
const LOGGERS: ReadonlySet<string> = new Set(["multilog", "svlogd", "s6-log"]);
