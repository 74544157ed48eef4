import type { Step } from "../../model/run/service.js";
import { parentOption } from "../../model/run/service-daemons.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS088",
  name: "su-in-chain",
  language: "run",
  severity: "warning",
  category: "supervision",
  security: true,
  since: "0.1",
  what: "The service is started through su, sudo, runuser, flock, unshare --fork or nsenter --pid",
  why:
    "They may stay as the parent of the program: svc signals them, and the program lives on. su, sudo and runuser open a " +
    "session too, and need a shell, a terminal or a policy that a service has no use for",
  silent:
    "For flock -F, nsenter -F and unshare --kill-child, behind a server such as tcpserver, when the command is not what the " +
    "service ends up as, and in finish scripts",
  sources: [
    "run script specification R88",
    "measured: su, runuser, flock, unshare and nsenter of util-linux 2.38 and of busybox 1.35",
  ],
  fixable: "none",
  messages: {
    background: {
      text: "-b sends the program to the background, so the script ends and supervise starts one more copy each second",
      help: "write setuidgid ACCOUNT instead",
      severity: "error",
    },
    parent: {
      text: "{program} may stay as the parent of the service: svc -d signals {program}, and the service may live on",
      help: "write setuidgid ACCOUNT instead",
    },
    lock: {
      text: "flock stays as the parent of the service and hands no signal on: svc -d ends flock, and the program lives on with the lock",
      help: "write -F behind flock, or use setlock",
    },
    fork: {
      text: "{option} makes unshare stay as the parent of the service and keep TERM to itself: svc -d does not reach the service",
      help: "leave {option} out; where --pid needs it, add --kill-child, and stop the service with svc -dk",
    },
    enter: {
      text: "{option} makes nsenter stay as the parent of the service and hand no signal on: svc -d ends nsenter, and the service lives on",
      help: "leave {option} out, or write -F: then only what the service starts is among the other processes",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec su - app -c '/opt/app/bin/appd'\n",
    good: "#!/bin/sh\nexec setuidgid app /opt/app/bin/appd\n",
  },
  on: {
    chain: ({ steps, replacesShell, place }, { isTask }, report) => {
      if (isTask || place.nested || place.inFunction || !(replacesShell || place.last)) return;
      // What a server starts for each client is none of supervise's business.
      const first = steps.find(({ program }) => program?.kind === "wrapper" || program?.kind === "server");
      reportParent(first ? steps.slice(0, steps.indexOf(first)) : steps, report);
      const wrapper = first?.program?.kind === "wrapper" ? first : undefined;
      if (wrapper === undefined) return;
      const background = wrapper.options.find(({ spec }) => spec?.role === "background");
      if (background) report({ at: background, message: "background" });
      else if (wrapper.name !== "flock") {
        report({ at: wrapper.word, message: "parent", params: { program: wrapper.name } });
      } else if (staysWithLock(wrapper, steps)) report({ at: wrapper.word, message: "lock" });
    },
  },
});

/** `flock 9` locks a descriptor of the script and starts nothing. */
function staysWithLock(step: Step, steps: readonly Step[]): boolean {
  const execs = step.options.some(({ letter }) => letter === "F" || letter === "--no-fork");
  return step.certain && !execs && (step !== steps.at(-1) || step.arguments.length > 0);
}

/** Who asks for --kill-child knows that unshare is in between. */
function reportParent(steps: readonly Step[], report: Report): void {
  for (const step of steps.slice(0, -1)) {
    const option = parentOption(step);
    if (!step.certain || option === undefined) continue;
    if (step.options.some(({ letter }) => letter === "--kill-child")) return;
    const params = { option: option.letter.padStart(2, "-") };
    report({ at: option, message: step.name === "unshare" ? "fork" : "enter", params });
    return;
  }
}
