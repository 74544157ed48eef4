import { parametersOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import type { Chain, ScriptCommand } from "../../model/run/service.js";
import { isNoProgramName, isShellCommand } from "../../model/run/service-misread.js";
import { isBrokenLine, isCutShort, spanOf, unreachedIn, usagePrinted } from "../../model/run/service-unreached.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS012",
  name: "code-after-exec",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "Commands stand behind an exec or exit that is always reached",
  why: "exec replaces the shell: nobody reads the rest of the script",
  silent:
    "For definitions of functions, when the line looks like the rest of the exec line (RS068, RS069, RS070), when the exec " +
    "has nothing to start (RS089, RS126), and when it gives $0 to another program, which then reads the rest",
  sources: ["run script specification R12", "measured: dash, bash and zsh end when exec fails"],
  fixable: "none",
  messages: {
    dead: {
      text: "this never runs: {ending} in line {line} ends the script",
      help: "move it in front of {ending}, or remove it",
    },
    exit: {
      text: "this never runs: when the exec in line {line} fails, the shell ends by itself",
      help: "remove it",
      severity: "info",
    },
    ends: { text: "the script ends here" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid web /usr/local/bin/webd 2>&1\nrm -f /run/webd.pid\n",
    good: "#!/bin/sh\nrm -f /run/webd.pid\nexec setuidgid web /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    aboutUnreached: true,
    script: ({ service, text }, report) => {
      const unreached = unreachedIn(service);
      if (unreached === undefined || isBrokenLine(unreached, text.bytes) || isCutShort(unreached, text.bytes)) return;
      const { ending, first, last } = unreached;
      if (ending.chain && (usagePrinted(ending.chain) || startsNothing(ending.chain))) return;
      if (handsItselfOn(ending)) return;
      const isExit = ending.name === "exec" && first === last && first.name === "exit";
      const line = text.positionAt(ending.command.start).line + 1;
      report({
        at: spanOf(unreached),
        message: isExit ? "exit" : "dead",
        params: { ending: ending.name, line },
        related: [{ span: ending.command, message: "ends" }],
        tags: ["unnecessary"],
      });
    },
  },
});

/** `exec tclsh "$0" "$@"`: what stands behind it is for the other program, which reads the same file. */
function handsItselfOn({ arguments: args }: ScriptCommand): boolean {
  return args.slice(2).some(({ word }) => parametersOf(word.parts).some(({ name }) => name === "0"));
}

/** `exec 22>&1`, `exec exec webd`: what stands behind exec is no program. */
function startsNothing({ steps: [first] }: Chain): boolean {
  const name = literalText(first?.word.parts ?? []) ?? "";
  return isNoProgramName(name) || isShellCommand(name);
}
