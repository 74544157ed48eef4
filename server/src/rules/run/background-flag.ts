import { lastStep } from "../../model/run/service.js";
import { serviceBehaviour } from "../../model/run/service-daemons.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS010",
  name: "background-flag",
  language: "run",
  severity: "error",
  category: "supervision",
  since: "0.1",
  what: "A daemon gets a flag that sends it to the background",
  why:
    "The process that supervise knows ends at once, so the script is started again, a second later; svc -d does not " +
    "stop the daemon",
  silent: "For daemons that are not in the table, behind fghack or a server such as tcpserver, and in finish scripts",
  sources: ["run script specification X2, R10, chain-programs.json (foreground)"],
  fixable: "none",
  messages: {
    flag: {
      text: "{flag} sends {program} to the background, so the script ends and supervise starts it again each second",
      help: "leave {flag} out, and start {program} in the foreground: {foreground}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec setuidgid redis redis-server --daemonize yes\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid redis redis-server --daemonize no\n",
  },
  on: {
    chain: (chain, { isFinish }, report) => {
      const behaviour = isFinish ? undefined : serviceBehaviour(chain);
      if (behaviour?.flag === undefined) return;
      const { daemon, flag } = behaviour;
      const { arguments: args } = lastStep(chain);
      const words = daemon.background.find((candidate) => candidate.startsWith(flag.text ?? "")) ?? flag.text ?? "";
      const last = args[args.indexOf(flag) + words.split(" ").length - 1] ?? flag;
      report({
        at: { start: flag.start, end: last.end },
        message: "flag",
        params: { flag: words, program: daemon.name, foreground: foregroundOf(daemon) },
      });
    },
  },
});

function foregroundOf({ foreground, note }: { foreground: readonly string[]; note: string }): string {
  if (foreground.length > 0) return `${foreground.join(" or ")}`;
  return note === "" ? "it stays there without a flag" : note;
}
