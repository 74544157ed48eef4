import type { List } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { slipIn } from "../../model/run/misspelt-command.js";
import type { RunScript } from "../../model/run/run-script.js";
import { type Chain, lastStep, type ScriptCommand, type Service } from "../../model/run/service.js";
import { serviceBehaviour, stayingStep } from "../../model/run/service-daemons.js";
import {
  commandBeforeExit,
  commandInShell,
  endingCommand,
  lastOfShell,
  mainChain,
} from "../../model/run/service-end.js";
import { leavingStartOfQmail } from "../../model/run/service-qmail.js";
import { programStarted } from "../../model/run/service-tools.js";
import { loneExec } from "../../model/run/service-unreached.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS105",
  name: "last-command-without-exec",
  language: "run",
  severity: "warning",
  category: "supervision",
  since: "0.1",
  what: "The last command of a run script is started without exec, or with exec in a copy of the shell",
  why:
    "While it runs, supervise knows the process of the shell only: svc -d stops the shell and leaves the program running. " +
    "A program that comes to its end is started again each second",
  silent:
    "For programs that are known to stay (RS006), in the script of bash -c, for tools of the system such as mkdir and ip (but those that read the log in the script of a logger), for programs whose name " +
    "is not known, for names such as start_web that a file read in before may define, in scripts that sleep, wait, loop or call svc, in functions and pipelines, and in finish scripts",
  sources: ["run script specification X2, R06"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "{program} is started without exec: while it runs, supervise knows only the shell, and svc -d leaves {program} running",
      help: "write exec in front of the command",
    },
    subshell: {
      text: "( ... ) is a copy of the shell, and exec replaces the copy only: while {program} runs, supervise knows the shell, and svc -d leaves {program} running",
      help: "write { ...; } in the place of ( ... ), or leave the brackets out",
    },
    nested: {
      text: "{program} is started without exec in the script of sh -c: where sh is dash, svc -d ends that shell and leaves {program} running",
      help: "write exec in front of the command",
    },
    insert: { text: "Insert exec" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\n/usr/local/sbin/webd --foreground\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/local/sbin/webd --foreground\n",
  },
  on: {
    script: (script, report) => {
      const { service, tree, path, isTask } = script;
      if (isTask || !/run/.test(path) || tree.faults.length > 0 || tree.shebang === undefined) return;
      const copied = service.chains.find(isExecInCopy);
      if (copied) {
        const { name: program } = lastStep(copied);
        report({ at: copied.command.words[0], message: "subshell", params: { program } });
        return;
      }
      if (service.commands.some((command, index, all) => isPause(command, all[index + 1]))) return;
      const nested = lastInShell(service);
      if (nested) reportStarted(nested, "nested", script, report);
      if (loneExec(service)) return;
      // That what it calls leaves qmail in the background says RS008, and exec in front mends nothing.
      if (leavingStartOfQmail(script)) return;
      const last = endingCommand(service) ? commandBeforeExit(service) : lastOf(script);
      const { background, piped, inSubshell } = last?.place ?? NOWHERE;
      if (last && !background && !piped && !inSubshell) reportStarted(last, "missing", script, report);
    },
  },
});

const NOWHERE = { background: false, piped: false, inSubshell: false };

function reportStarted(last: ScriptCommand, message: "missing" | "nested", script: RunScript, report: Report): void {
  const { service, isLog } = script;
  const { command, chain } = last;
  const program = programStarted(last, service) ?? (isLog ? readerOfLog(last) : undefined);
  // Of those that are known to stay or to leave, others speak (RS006, RS008, RS009, RS010, RS102).
  if (
    program === undefined ||
    // Of what is no program, or a slip for one, others speak too (RS116, RS126).
    /^(-.*|\d+)$/.test(program) ||
    isMisspelt(last) ||
    (chain &&
      (lastOfShell(chain, service)?.place.background ||
        stayingStep(chain) ||
        serviceBehaviour(chain)?.does === "forks"))
  )
    return;
  const [word] = command.words;
  const span = { start: word.start, end: word.start };
  const fixes = [{ title: "insert", safety: "unsafe" as const, edits: [{ span, newText: "exec " }] }];
  report({ at: word, message, params: { program }, fixes });
}

function isMisspelt({
  command: {
    words: [first],
  },
  arguments: [, ...behind],
}: ScriptCommand): boolean {
  return first !== undefined && slipIn(literalText(first.parts) ?? "", behind) !== undefined;
}

/** `logger -t web`, `cat >>FILE`: a tool that reads the log to its end. */
function readerOfLog({ name, chain, arguments: args }: ScriptCommand): string | undefined {
  const step = chain && lastStep(chain);
  const program = step?.name ?? name;
  const words = step?.arguments ?? args;
  const line = words.map(({ text }) => text ?? "").join(" ");
  return READERS[program]?.test(line) ? program : undefined;
}

/** The words with which a tool reads its standard input. */
const READERS: Readonly<Record<string, RegExp>> = {
  cat: /^-?$/,
  logger: /^(-\S+( [^-]\S*)?( |$))*$/,
  tee: /./,
};

/** What the script of `sh -c` ends with, in the command that the service ends up as. */
function lastInShell(service: Service): ScriptCommand | undefined {
  const main = mainChain(service);
  const definesFunctions = service.scripts.some(({ list }) => commandsOf(list).some(({ kind }) => kind === "function"));
  // Of those that are known to stay another rule speaks (RS006).
  if (!main?.replacesShell || definesFunctions || stayingStep(main)) return undefined;
  return commandInShell(main, service);
}

/** `( ...; exec PROGRAM )` at the end of the script. */
function isExecInCopy(chain: Chain): boolean {
  const { last, inSubshell, background, piped, inFunction, inLoop, nested } = chain.place;
  const isElsewhere = background || piped || inFunction || inLoop || nested;
  return (
    chain.replacesShell && last && inSubshell && !isElsewhere && !stayingStep(chain) && lastStep(chain).name !== ""
  );
}

/** The one command that the script always ends with, but for those that say how it went. */
function lastOf({ service, tree }: RunScript): ScriptCommand | undefined {
  const own = service.commands.filter(({ place }) => !place.nested && !place.inFunction);
  const last = own.filter(({ place }) => place.last);
  if (last.length !== 1 || last[0].place.inLoop) return undefined;
  if (!last[0].place.certain) return isPrepared(last[0], tree.list) ? last[0] : undefined;
  const found = own.findLast((command) => !SAYS.has(command.name));
  return found?.place.certain && !found.place.inLoop ? found : undefined;
}

/** `cd DIR && PROGRAM` at the end of the script: all in front of the program does its work and decides nothing. */
function isPrepared({ command }: ScriptCommand, { items }: List): boolean {
  const { pipelines, operators } = items[items.length - 1];
  if (pipelines.at(-1)?.commands[0] !== command || operators.some((operator) => operator !== "&&")) return false;
  return pipelines.slice(0, -1).every(({ commands: [each, ...more] }) => {
    const name = each?.kind === "simple" && each.words.length > 0 ? literalText(each.words[0].parts) : undefined;
    return more.length === 0 && name !== undefined && PREPARES.has(name);
  });
}

const PREPARES: ReadonlySet<string> = new Set(
  ". cd chgrp chmod chown echo exec export ln mkdir rm set source touch ulimit umask".split(" "),
);

const SAYS: ReadonlySet<string> = new Set(["echo", "printf", "logger"]);

/** A sleep in front of an exit keeps nothing waiting but the next start. */
function isPause({ name, place }: ScriptCommand, next: ScriptCommand | undefined): boolean {
  return (PAUSES.has(name) && next?.name !== "exit") || place.inLoop;
}

const PAUSES: ReadonlySet<string> = new Set(["sleep", "wait", "svc", "sv", "s6-svc", "pause"]);
