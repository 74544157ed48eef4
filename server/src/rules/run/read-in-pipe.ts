import { parametersOf, wordsOf } from "djblint-grammars/run/walk";
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { ScriptCommand } from "../../model/run/service.js";
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
    bad: '#!/bin/sh\ncat control/me | read ME\nexec envuidgid webd tcpserver -URHl "$ME" 0 8080 /usr/local/bin/webd 2>&1\n',
    good: '#!/bin/sh\nread ME <control/me\nexec envuidgid webd tcpserver -URHl "$ME" 0 8080 /usr/local/bin/webd 2>&1\n',
  },
  on: {
    inStarters: true,
    script: (script, report) => {
      const { service, tree, text } = script;
      if (!SHELLS.test(tree.shebang?.program ?? "sh") || service.names.has("shopt")) return;
      const ends = service.commands.filter(isEndOfPipe);
      const uses = ends.length === 0 ? NONE : lastUses(script);
      const settings = ends.length === 0 ? NONE : lastSettings(script);
      for (const { command, arguments: args } of ends) {
        for (const { text: name = "" } of args.slice(1)) {
          const use = uses.get(name) ?? 0;
          if (use < command.end || (settings.get(name) ?? 0) >= command.end) continue;
          const line = text.positionAt(use).line + 1;
          report({ at: command.words[0], message: "lost", params: { name: printable(name), line } });
          break;
        }
      }
    },
  },
});

const NONE: ReadonlyMap<string, number> = new Map();

const SHELLS = /^(sh|dash|bash|ash|busybox)$/;

/** As a command by itself: inside of `while` or `{ ... }` the copy uses the variable. */
function isEndOfPipe({ name, command, place: { pipeline, nested } }: ScriptCommand): boolean {
  const commands = pipeline?.commands ?? [];
  return name === "read" && !nested && commands.length > 1 && commands.at(-1) === command;
}

/** Where each variable is used for the last time. */
function lastUses({ tree }: RunScript): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { parts, start } of wordsOf(tree.list)) {
    for (const { name } of parametersOf(parts)) uses.set(name, start);
  }
  return uses;
}

/** Where each variable is set for the last time, by an assignment or by a read that is no end of a pipeline. */
function lastSettings({ service }: RunScript): ReadonlyMap<string, number> {
  const settings = new Map<string, number>();
  for (const each of service.commands) {
    const { command, name, arguments: args } = each;
    for (const assignment of command.assignments) settings.set(assignment.name, command.start);
    if (name !== "read" || isEndOfPipe(each)) continue;
    for (const { text } of args) settings.set(text ?? "", command.start);
  }
  return settings;
}
