import { wordsOf } from "djblint-grammars/run/walk";
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { ScriptCommand } from "../../model/run/service.js";
import { parametersOf } from "../../model/run/service-checks.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS134",
  name: "read-in-pipe",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "read stands at the end of a pipeline, and the script uses its variable behind that",
  why: "Each end of a pipeline is a copy of the shell: read sets the variable of the copy, which ends with it, and that of the script stays",
  silent:
    "In scripts of ksh and zsh, which run the last command themselves, with shopt -s lastpipe, and inside of sh -c",
  sources: ["POSIX sh: a subshell environment", "measured: dash 0.5.12, bash 5.2, busybox 1.35"],
  fixable: "none",
  messages: {
    lost: {
      text: "read sets {name} in a copy of the shell, which ends with the pipeline: {name} in line {line} does not have the value",
      help: "write {name}=$(...) around what stands in front, or read {name} <FILE",
    },
  },
  example: {
    bad: '#!/bin/sh\ncat control/me | read ME\nexec tcpserver -RHl "$ME" 0 8080 /usr/local/bin/webd 2>&1\n',
    good: '#!/bin/sh\nread ME <control/me\nexec tcpserver -RHl "$ME" 0 8080 /usr/local/bin/webd 2>&1\n',
  },
  on: {
    inStarters: true,
    script: (script, report) => {
      const { service, tree, text } = script;
      if (!SHELLS.test(tree.shebang?.program ?? "sh") || service.names.has("shopt")) return;
      for (const command of service.commands) {
        if (!isEndOfPipe(command)) continue;
        for (const { text: name } of command.arguments.slice(1)) {
          if (name === undefined || isSetBehind(name, command, script)) continue;
          const use = useBehind(name, command.command.end, script);
          if (use === undefined) continue;
          const line = text.positionAt(use).line + 1;
          report({ at: command.command.words[0], message: "lost", params: { name: printable(name), line } });
          break;
        }
      }
    },
  },
});

const SHELLS = /^(sh|dash|bash|ash|busybox)$/;

/** As a command by itself: inside of `while` or `{ ... }` the copy uses the variable. */
function isEndOfPipe({ name, command, place: { pipeline, nested } }: ScriptCommand): boolean {
  const commands = pipeline?.commands ?? [];
  return name === "read" && !nested && commands.length > 1 && commands.at(-1) === command;
}

function useBehind(name: string, place: number, { tree }: RunScript): number | undefined {
  for (const { parts, start } of wordsOf(tree.list)) {
    if (start >= place && [...parametersOf(parts)].some((parameter) => parameter.name === name)) return start;
  }
  return undefined;
}

/** By an assignment, or by another read. */
function isSetBehind(variable: string, { command: { end } }: ScriptCommand, { service }: RunScript): boolean {
  return service.commands.some(
    ({ command, name, arguments: args }) =>
      command.start >= end &&
      (command.assignments.some((assignment) => assignment.name === variable) ||
        (name === "read" && args.some(({ text }) => text === variable))),
  );
}
