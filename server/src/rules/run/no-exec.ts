import { stayingStep } from "../../model/run/service-daemons.js";
import { unreachedIn } from "../../model/run/service-unreached.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS006",
  name: "no-exec",
  language: "run",
  severity: "error",
  category: "supervision",
  since: "0.1",
  what: "The last command is a daemon that is started without exec",
  why:
    "supervise knows the process of the shell only: svc -d stops the shell and leaves the daemon running, " +
    "and svc -u starts a second one",
  silent:
    "For programs that are not known to stay, for commands that something follows or that are never reached (RS012, " +
    "RS070), and for those in functions, loops, pipelines or the background, inside `sh -c`, and in finish scripts",
  sources: ["run script specification X2, R06"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "{program} is started without exec: supervise knows only the shell, so svc -d leaves {program} running",
      help: "write exec in front of the command",
    },
    insert: { text: "Insert exec" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nsetuidgid dlog multilog t ./main\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid dlog multilog t ./main\n",
  },
  on: {
    chain: (chain, { tree, service, isFinish }, report) => {
      const { last, background, piped, inFunction, inLoop, nested } = chain.place;
      const waits = last && !background && !piped && !inFunction && !inLoop && !nested;
      // Behind a fault nobody knows what comes last.
      if (chain.replacesShell || !waits || isFinish || tree.faults.length > 0 || unreachedIn(service)) return;
      const daemon = stayingStep(chain);
      if (daemon === undefined) return;
      const [{ word: first }] = chain.steps;
      const span = { start: first.start, end: first.start };
      report({
        at: first,
        message: "missing",
        params: { program: daemon.name },
        fixes: [{ title: "insert", safety: "unsafe", edits: [{ span, newText: "exec " }] }],
      });
    },
  },
});
