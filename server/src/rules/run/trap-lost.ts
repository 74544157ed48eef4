import { lastStep, type ScriptCommand } from "../../model/run/service.js";
import { endingCommand } from "../../model/run/service-end.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS114",
  name: "trap-lost",
  language: "run",
  severity: "info",
  category: "supervision",
  since: "0.1",
  what: "A trap stands in front of the exec that the script ends with",
  why: "exec puts the program in the place of the shell, and the trap goes with the shell: when the service ends, or svc -d ends it, nobody runs it",
  silent:
    "When the script loops, waits or sleeps in front of the exec, or may end there, so that the trap has a use; for traps " +
    "that ignore a signal (RS072) or set it back, and in finish scripts",
  sources: ["POSIX sh, trap and exec", "measured: dash 0.5.12, bash 5.2"],
  fixable: "none",
  messages: {
    lost: {
      text: "exec puts {program} in the place of this shell, so this trap never runs once {program} is started",
      help: "clean up at the start of the script instead; runit and s6 have a finish script for it",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\ntrap 'rm -f /run/webd.sock' EXIT TERM\nexec setuidgid web /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nrm -f /run/webd.sock\nexec setuidgid web /usr/local/bin/webd\n",
  },
  on: {
    script: ({ service, isTask }, report) => {
      const ending = isTask ? undefined : endingCommand(service);
      const chain = ending?.chain;
      if (ending?.name !== "exec" || chain === undefined || lastStep(chain).name === "") return;
      const before = service.commands.slice(0, service.commands.indexOf(ending));
      const traps = before.filter(isTrap);
      const from = before.indexOf(traps[0]);
      if (traps.length === 0 || before.slice(from).some(mayRunTrap)) return;
      for (const { command } of traps)
        report({ at: command, message: "lost", params: { program: lastStep(chain).name } });
    },
  },
});

function isTrap({ name, place, arguments: args }: ScriptCommand): boolean {
  const action = args[1];
  const isReset = action?.text === "" || action?.text === "-" || /^\d+$/.test(action?.text ?? "");
  return name === "trap" && args.length > 2 && !isReset && !place.inFunction && !place.nested && !place.inSubshell;
}

/** Commands at which the script may end, or be so long that a signal comes. */
function mayRunTrap({ name, place }: ScriptCommand): boolean {
  return place.inLoop || place.inFunction || place.background || LONG.has(name);
}

const LONG: ReadonlySet<string> = new Set(["exit", "sleep", "wait", "read", "set", "return"]);
