import { parametersOf } from "djblint-grammars/run/walk";
import type { Chain, ScriptCommand, Step } from "../../model/run/service.js";
import { type EarlyVariable, earlyInSettings, earlyVariables } from "../../model/run/service-early.js";
import type { Variables } from "../../model/run/service-variables.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS111",
  name: "expanded-too-early",
  language: "run",
  severity: "error",
  category: "options",
  security: true,
  since: "0.1",
  what: "A variable stands in the command line of the program that is to set it, such as envdir or envuidgid, behind its own assignment or beside it in one export, or in a trap in front of it",
  why:
    "The shell puts in all variables of a command line before it starts the first program: what envdir, envuidgid or env " +
    "set comes too late. $UID and $GID behind envuidgid are empty, or the numbers of root",
  silent:
    "For variables that the script sets too, that it may get from a file that it reads, or that have a value for want of " +
    "another, or that keep the one they have, as in env - LANG=$LANG; and inside of single quotes, where a " +
    "shell behind the program puts them in",
  sources: ["run script specification C6", "POSIX sh, simple commands", "measured: dash 0.5.12, bash 5.2"],
  fixable: "none",
  messages: {
    early: {
      text: "the shell puts in {variable} before {program} sets it: it is not the value from {program}",
      help: "let a shell behind {program} put it in: {program} ... sh -c 'exec ... {variable} ...'",
    },
    perhaps: {
      text: "nothing in the script sets {variable}, which the shell puts in first: what {program} sets comes too late for this command line",
      help: "let a shell behind {program} put it in: {program} ... sh -c 'exec ... {variable} ...'",
      severity: "warning",
    },
    assignment: {
      text: "the shell puts in {variable} before the assignment in front of the command sets it: it is not that value",
      help: "write the assignment in a line of its own in front",
    },
    together: {
      text: "the shell puts in all words of {command} before {command} sets any variable: {variable} has no value yet",
      help: "write the assignment of {variable} in a line of its own in front",
    },
    trap: {
      text: "in double quotes the shell puts in {variable} where the trap is set, and it has no value there yet",
      help: "write the commands of the trap in single quotes",
    },
    ids: {
      text: "the shell puts in {variable} before {program} sets it: it is empty in sh and the 0 of root in bash, and {server} runs as root",
      help: "write -U in the place of -u and -g",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -RHl0 -c 20 -u $UID -g $GID 0 587 qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -c 20 0 587 qmail-smtpd 2>&1\n",
  },
  on: {
    script: (script, report) => {
      const { commands, variables } = script.service;
      for (const setting of commands) {
        for (const parameter of earlyInSettings(setting, script)) {
          const params = { variable: `$${parameter.name}`, command: setting.name };
          report({ at: parameter, message: "together", params });
        }
      }
      reportTraps(commands, variables, report);
    },
    chain: (chain, script, report) => {
      const reported = new Set<Step>();
      for (const early of earlyVariables(chain, script)) {
        const { parameter, setter, perhaps } = early;
        const variable = `$${parameter.name}`;
        const server = setter && serverWithIds(early, chain);
        // Both numbers of a server come the same way: one finding is enough.
        if (server !== undefined && reported.has(server)) continue;
        const params = { variable, program: setter?.name ?? "", server: server?.name ?? "" };
        const message = perhaps ? "perhaps" : server ? "ids" : setter ? "early" : "assignment";
        report({ at: parameter, message, params });
        if (server !== undefined) reported.add(server);
      }
    },
  },
});

/** What a trap in double quotes names before it has a value. */
function reportTraps(all: readonly ScriptCommand[], variables: Variables, report: Report): void {
  for (const trap of all) {
    if (trap.name !== "trap" || trap.place.nested || trap.place.inFunction || trap.place.inLoop) continue;
    const [, commands] = trap.command.words;
    for (const parameter of parametersOf(commands?.parts ?? [])) {
      const sets = variables.wordsOf(parameter.name);
      if (parameter.name === "!" && !startsBefore(trap.command.start, all)) {
        report({ at: parameter, message: "trap", params: { variable: "$!" } });
      }
      const isLater = sets.length > 0 && sets.every(({ start }) => start > trap.command.end);
      if (!isLater || parameter.operator !== undefined) continue;
      report({ at: parameter, message: "trap", params: { variable: `$${parameter.name}` } });
    }
  }
}

/** Whether something is started in the background in front of a place. */
function startsBefore(place: number, commands: readonly ScriptCommand[]): boolean {
  return commands.some(({ command, place: { background } }) => background && command.start < place);
}

/** The server that takes the variable as the number of an account. */
function serverWithIds({ parameter }: EarlyVariable, { steps }: Chain): Step | undefined {
  return steps.find(
    ({ program, options }) =>
      program?.numericIds &&
      options.some(
        ({ spec, value }) =>
          (spec?.role === "uid" || spec?.role === "gid") &&
          value !== undefined &&
          value.start <= parameter.start &&
          parameter.end <= value.end,
      ),
  );
}
