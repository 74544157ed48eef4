import type { List } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { programNamed } from "../../model/chain-programs.js";
import type { ScriptCommand, Service } from "../../model/service.js";
import { stayingStep } from "../../model/service-daemons.js";
import { endingCommand } from "../../model/service-end.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS105",
  name: "last-command-without-exec",
  language: "run",
  severity: "warning",
  category: "supervision",
  since: "0.1",
  what: "The last command of a run script is started without exec",
  why:
    "While it runs, supervise knows the process of the shell only: svc -d stops the shell and leaves the program running. " +
    "A program that comes to its end is started again each second",
  silent:
    "For programs that are known to stay (RS006), for tools of the system such as mkdir and ip, for programs whose name " +
    "is not known, in scripts that sleep, wait, loop or call svc, in functions and pipelines, and in finish scripts",
  sources: ["run script specification X2, R06"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "{program} is started without exec: while it runs, supervise knows only the shell, and svc -d leaves {program} running",
      help: "write exec in front of the command",
    },
    insert: { text: "Insert exec" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\n/usr/local/sbin/webd --foreground\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/local/sbin/webd --foreground\n",
  },
  on: {
    script: ({ service, tree, path, isFinish }, report) => {
      if (isFinish || !/run/.test(path) || tree.faults.length > 0 || tree.shebang === undefined) return;
      const last = endingCommand(service) ? undefined : lastOf(service);
      if (last === undefined || service.commands.some(isPause)) return;
      const { command, place, name } = last;
      if (!isProgram(last) || place.background || place.piped || place.inSubshell) return;
      const chain = service.chains.find((candidate) => candidate.command === command);
      if (chain && stayingStep(chain)) return;
      const [word] = command.words;
      const program = chain?.steps.at(-1)?.name || name;
      if (TOOLS.has(program) || isFunction(name, tree.list)) return;
      const span = { start: word.start, end: word.start };
      const fixes = [{ title: "insert", safety: "unsafe" as const, edits: [{ span, newText: "exec " }] }];
      report({ at: word, message: "missing", params: { program }, fixes });
    },
  },
});

function isFunction(name: string, list: List): boolean {
  return [...commandsOf(list)].some(
    (command) => command.kind === "function" && literalText(command.name.parts) === name,
  );
}

/** The one command that the script always ends with. */
function lastOf({ commands }: Service): ScriptCommand | undefined {
  const last = commands.filter(({ place }) => place.last && !place.nested);
  return last.length === 1 && last[0].place.certain && !last[0].place.inLoop ? last[0] : undefined;
}

function isPause({ name, place }: ScriptCommand): boolean {
  return PAUSES.has(name) || place.inLoop;
}

const PAUSES: ReadonlySet<string> = new Set(["sleep", "wait", "svc", "sv", "s6-svc", "pause", "exit", "return"]);

/** A command that is neither of the shell nor a tool that does its work and ends. */
function isProgram({ name, command }: ScriptCommand): boolean {
  const kind = programNamed(name)?.kind;
  if (name === "" || TOOLS.has(name) || command.words.length === 0) return false;
  return kind === undefined || kind === "chain" || kind === "interpreter";
}

const TOOLS: ReadonlySet<string> = new Set(
  (
    ". : [ alias awk break cat cd chgrp chmod chown clear command continue cp cut date dd df du echo env eval exec export " +
    "false find getent git grep groupadd head hostname hwclock id ifconfig install ip iptables kill killall ln local " +
    "logger ls mail mkdir mkfifo mknod modprobe mount mv nft ntpdate printf ps pwd rc-service read readonly rm rmdir " +
    "route rsync sed service set shift sort source stty swapon sync sysctl systemctl tail tar tee test touch tr trap " +
    "true tzset udevadm ulimit umask umount uname unset useradd utmpset wc wget who xargs"
  ).split(" "),
);
