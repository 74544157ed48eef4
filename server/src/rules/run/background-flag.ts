import type { OptionSpec } from "../../model/run/chain-programs.js";
import { type Chain, lastStep } from "../../model/run/service.js";
import { serviceBehaviour } from "../../model/run/service-daemons.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS010",
  name: "background-flag",
  language: "run",
  severity: "error",
  category: "supervision",
  since: "0.1",
  what: "A daemon, or setsid in front of it, gets a flag that sends it to the background",
  why:
    "The process that supervise knows ends at once, so the script is started again, a second later; svc -d does not " +
    "stop the daemon",
  silent: "For daemons that are not in the table, behind fghack or a server such as tcpserver, and in finish scripts",
  sources: ["run script specification X2, R10", "table of daemons: server/src/model/run/chain-programs-daemons.ts"],
  fixable: "none",
  messages: {
    flag: {
      text: "{flag} sends {program} to the background, so the script ends and supervise starts it again each second",
      help: "leave {flag} out, and start {program} in the foreground: {foreground}",
    },
    starter: {
      text: "{flag} makes {starter} end at once and leave {program} in the background, so supervise starts the script again each second",
      help: "leave {flag} out",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec setuidgid redis redis-server --daemonize yes\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid redis redis-server --daemonize no\n",
  },
  on: {
    chain: (chain, { isTask }, report) => {
      if (isTask) return;
      reportStarter(chain, report);
      const behaviour = serviceBehaviour(chain);
      if (behaviour?.flag === undefined) return;
      const { daemon, flag, flagWords } = behaviour;
      const { arguments: args } = lastStep(chain);
      const last = args[args.indexOf(flag) + flagWords.split(" ").length - 1] ?? flag;
      report({
        at: { start: flag.start, end: last.end },
        message: "flag",
        params: { flag: flagWords, program: daemon.name, foreground: foregroundOf(daemon) },
      });
    },
  },
});

/** A program that starts the rest of the chain in a process of its own and ends. Of sudo another rule speaks (RS088). */
function reportStarter({ steps, place, replacesShell }: Chain, report: Report): void {
  if (place.nested || place.inFunction || !(replacesShell || place.last)) return;
  const starter = steps.find(({ program }) => program?.kind === "chain" && program.options.some(isBackground));
  const flag = starter?.options.find(({ spec }) => spec && isBackground(spec));
  if (starter === undefined || flag === undefined || starter === steps.at(-1)) return;
  const params = { flag: flag.letter.padStart(2, "-"), starter: starter.name, program: steps[steps.length - 1].name };
  report({ at: flag, message: "starter", params });
}

function isBackground({ role }: OptionSpec): boolean {
  return role === "background";
}

function foregroundOf({ foreground, note }: { foreground: readonly string[]; note: string }): string {
  if (foreground.length > 0) return `${foreground.join(" or ")}`;
  return note === "" ? "it stays there without a flag" : note;
}
