import type { Span } from "djblint-grammars/text";
import type { Chain, Service, Step } from "../../model/run/service.js";
import { stayingStep } from "../../model/run/service-daemons.js";
import { commandBeforeExit, commandInShell } from "../../model/run/service-end.js";
import { loneExec, unreachedIn } from "../../model/run/service-unreached.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS006",
  name: "no-exec",
  language: "run",
  severity: "error",
  category: "supervision",
  since: "0.1",
  what: "The last command is a daemon that is started without exec, or with exec in a copy of the shell",
  why:
    "supervise knows the process of the shell only: svc -d stops the shell and leaves the daemon running, " +
    "and svc -u starts a second one",
  silent:
    "For programs that are not known to stay, for commands that something follows (those in an endless loop apart, unless the script " +
    "catches signals with trap) or that are never reached (RS012, RS070), for those in functions, pipelines or the " +
    "background, inside `bash -c`, which puts exec there itself, and in finish scripts",
  sources: ["run script specification X2, R06"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "{program} is started without exec: supervise knows only the shell, so svc -d leaves {program} running",
      help: "write exec in front of the command",
    },
    nested: {
      text: "{program} is started without exec in the script of sh -c: where sh is dash, svc -d ends that shell and leaves {program} running",
      help: "write exec in front of the command",
      severity: "warning",
    },
    subshell: {
      text: "( ... ) is a copy of the shell, and exec replaces the copy only: supervise knows the shell, so svc -d leaves {program} running",
      help: "write { ...; } in the place of ( ... ), or leave the brackets out",
    },
    loop: {
      text: "the loop starts {program} again itself, and supervise knows the shell only: svc -d leaves {program} running",
      help: "write exec {program} without the loop: supervise starts it again",
    },
    insert: { text: "Insert exec" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nsetuidgid dlog multilog t ./main\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid dlog multilog t ./main\n",
  },
  on: {
    chain: (chain, { tree, service, isTask }, report) => {
      // Behind a fault nobody knows what comes last.
      if (isTask || tree.faults.length > 0) return;
      const daemon = stayingStep(chain);
      if (daemon === undefined) return;
      const { name: program } = daemon;
      const nested = chain.replacesShell ? commandInShell(chain, service) : undefined;
      if (nested && daemon.word.start >= nested.command.start) {
        report(statement(daemon, nested.command.words[0], "nested"));
      } else if (isAgainAndAgain(chain, service)) {
        report({ at: chain.steps[0].word, message: "loop", params: { program } });
      } else if (!isLast(chain, service) || unreachedIn(service) || loneExec(service)) {
        return;
      } else if (!chain.replacesShell) {
        report(statement(daemon, chain.steps[0].word, "missing"));
      } else if (chain.place.inSubshell) {
        report({ at: chain.command.words[0], message: "subshell", params: { program } });
      }
    },
  },
});

/** A command that an endless loop starts again behind other commands, such as sleep. */
function isAgainAndAgain({ place, replacesShell }: Chain, { names }: Service): boolean {
  const { inEndlessLoop, last, background, piped, inFunction, nested } = place;
  if (!inEndlessLoop || last || replacesShell || background || piped || inFunction || nested) return false;
  return !names.has("trap");
}

function statement({ name: program }: Step, at: Span, message: "missing" | "nested") {
  const edits = [{ span: { start: at.start, end: at.start }, newText: "exec " }];
  return { at, message, params: { program }, fixes: [{ title: "insert", safety: "unsafe" as const, edits }] };
}

function isLast({ place, command }: Chain, service: Service): boolean {
  const { last, background, piped, inFunction, nested } = place;
  const isEnd = last || commandBeforeExit(service)?.command === command;
  return isEnd && !background && !piped && !inFunction && !nested;
}
