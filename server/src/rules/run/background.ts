import type { List, WordPart } from "djblint-grammars/run/tree";
import { commandsOf, innerLists, parametersOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { decodeLatin1, printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import { type Chain, lastStep, type ScriptCommand, type Service } from "../../model/run/service.js";
import { behaviourOf, stayingStep } from "../../model/run/service-daemons.js";
import { endingCommand, lastCommand, lastOfShell, mainChain } from "../../model/run/service-end.js";
import { leavingStartOfQmail } from "../../model/run/service-qmail.js";
import { endlessSleep } from "../../model/run/service-sleeper.js";
import { endsAtOnce, programStarted } from "../../model/run/service-tools.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS008",
  name: "background",
  language: "run",
  severity: "error",
  category: "supervision",
  since: "0.1",
  what: "The service itself runs in the background, and the script ends, waits or sleeps",
  why:
    "The script comes to its end at once, so supervise starts it again, a second later: one more copy each second, " +
    "none of which svc can stop",
  silent:
    "For helpers in the background that an exec follows, for scripts that wait and catch signals with trap, " +
    "and in finish scripts",
  sources: ["run script specification X2, R08"],
  fixable: "none",
  messages: {
    ends: {
      text: "the script ends while {program} runs in the background, so supervise starts one more copy each second",
      help: "write exec {program} without &",
    },
    script: {
      text: "{script} ends while {program} runs in the background, so supervise starts one more copy each second",
      help: "write {program} without & there, with exec in front",
    },
    there: { text: "this runs in the background" },
    nested: {
      text: "the script of {shell} -c ends while {program} runs in the background, so supervise starts one more copy each second",
      help: "write exec {program} without &",
    },
    "nested-waits": {
      text: "{program} runs in the background, and supervise knows the waiting {shell} only: svc -d leaves {program} running",
      help: "write exec {program} without & and without wait",
    },
    waits: {
      text: "{program} runs in the background, and supervise knows the waiting shell only: svc -d leaves {program} running",
      help: "write exec {program} without & and without wait",
    },
    sleeps: {
      text: "supervise knows the {sleeper} in line {line} only: svc -d leaves {program} running, and nobody starts it again when it ends",
      help: "start {program} at the end, with exec and without &",
    },
    leaves: {
      text: "{program} leaves its daemon in the background, and supervise knows the {sleeper} in line {line} only: svc -d leaves the daemon running, and nobody starts it again when it ends",
      help: "start the daemon at the end, with exec and in the foreground",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\n/usr/local/bin/webd -p 80 &\n",
    good: "#!/bin/sh\nexec 2>&1\nexec /usr/local/bin/webd -p 80\n",
  },
  on: {
    script: (script, report) => {
      const { tree, service, isTask } = script;
      if (isTask || tree.faults.length > 0) return;
      const left = leftBehind(script);
      if (left) reportEnding(left.command, left.program, service, report);
      else reportSleeping(script, report);
      reportNested(service, report);
      reportStartOfQmail(script, report);
      if (left || endingCommand(service)) return;
      const last = lastCommand(service);
      if (last === undefined) return;
      if (last.name === "wait") reportWaiting(script, report);
      else if (last.place.background && !last.place.inLoop && !last.place.piped) {
        reportEnding(last, startedName(last) || "the program", service, report);
      }
      const inFunction = lastOfFunction(last, script);
      if (inFunction) reportEnding(inFunction, startedName(inFunction) || "the program", service, report);
    },
  },
});

/** `start() { PROGRAM & }`, where the script ends with `start`. */
function lastOfFunction({ name, place }: ScriptCommand, { tree, service }: RunScript): ScriptCommand | undefined {
  if (!service.functions.has(name) || !place.certain || place.piped || service.names.has("trap")) return undefined;
  const called = commandsOf(tree.list).findLast(
    (command) => command.kind === "function" && literalText(command.name.parts) === name,
  );
  const item = called && innerLists(called).at(-1)?.list.items.at(-1);
  if (!item?.background || item.pipelines.length > 1 || item.pipelines[0].commands.length > 1) return undefined;
  return service.commands.find(({ command }) => command.start === item.start);
}

/** `exec /var/qmail/rc`, where that script ends with a program in the background. */
function reportStartOfQmail(script: RunScript, report: Report): void {
  const called = leavingStartOfQmail(script);
  if (!called) return;
  const { word, path, left, file } = called;
  report({
    at: word,
    message: "script",
    params: { script: printable(path), program: startedName(left) || "the program" },
    related: [{ file, span: firstWord(left), message: "there" }],
  });
}

/** What is left in the background, and what `exec` was to make the service in front of it. */
function reportEnding(last: ScriptCommand, program: string, service: Service, report: Report): void {
  for (const command of service.commands) {
    if (command.command.start >= last.command.start) break;
    if (!isExecInBackground(command)) continue;
    const params = { program: startedName(command) || "the program" };
    report({ at: firstWord(command), message: "ends", params });
  }
  report({ at: firstWord(last), message: "ends", params: { program } });
}

function isExecInBackground({ name, arguments: args, place }: ScriptCommand): boolean {
  const { background, piped, inLoop, inFunction, inSubshell, nested } = place;
  const isElsewhere = piped || inLoop || inFunction || inSubshell || nested;
  return name === "exec" && args.length > 1 && background && !isElsewhere;
}

/** What a command ends up as. */
function startedName({ chain, name }: ScriptCommand): string {
  return (chain && lastStep(chain).name) || (name === "exec" ? "" : name);
}

/** What is meant to stay: `exec PROGRAM &`, and a program whose process id the script writes down. */
function nameOfKept(command: ScriptCommand, service: Service, list: List): string | undefined {
  const { name, chain, place } = command;
  const isKept = name === "exec" || wordsOf(list).some(({ parts }) => mentionsLastProcess(parts));
  if (!isKept || place.piped) return undefined;
  return name === "exec" ? chain && lastStep(chain).name : programStarted(command, service);
}

/** `$!` */
function mentionsLastProcess(parts: readonly WordPart[]): boolean {
  return parametersOf(parts).some(({ name }) => name === "!");
}

/** A daemon that is known or meant to stay, in the background, when all that the script does behind it is done at once. */
function leftBehind({ service, tree }: RunScript): { command: ScriptCommand; program: string } | undefined {
  const own = service.commands.filter(({ place }) => !place.inFunction && !place.nested);
  const index = own.findLastIndex(({ place }) => place.background);
  const command = own[index];
  const program =
    command && !command.place.inLoop ? (stayingName(command) ?? nameOfKept(command, service, tree.list)) : undefined;
  // Of &>, which bash alone reads, another rule speaks (RS016).
  if (program === undefined || tree.bashForms.some(({ kind }) => kind === "both-streams-redirect")) return undefined;
  const behind = own.slice(index + 1);
  const areShort = behind.every((other) => other.name === "exit" || endsAtOnce(other));
  return behind.length > 0 && areShort ? { command, program } : undefined;
}

function stayingName({ chain }: ScriptCommand): string | undefined {
  return chain && stayingStep(chain)?.name;
}

/** The command in the background that the script of `exec ... sh -c` ends with, or waits for, where nothing in front waits for it. */
function reportNested(service: Service, report: Report): void {
  const main = mainChain(service);
  const before = main?.steps.slice(0, -1) ?? [];
  if (
    !main ||
    (!main.replacesShell && !isEnd(main)) ||
    !before.every(({ program, name }) => program?.kind === "chain" && name !== "fghack")
  )
    return;
  const last = lastOfShell(main, service);
  const shell = main.steps.find(({ program }) => program?.kind === "interpreter")?.name ?? "sh";
  if (last?.name === "wait") reportNestedWaiting(last, shell, service, report);
  if (!last?.place.background) return;
  report({ at: firstWord(last), message: "nested", params: { shell, program: startedName(last) || "the program" } });
}

/** `sh -c 'PROGRAM & wait'` */
function reportNestedWaiting(wait: ScriptCommand, shell: string, service: Service, report: Report): void {
  if (service.names.has("trap")) return;
  for (const command of service.commands) {
    const { background, inLoop, nested } = command.place;
    if (!nested || !background || inLoop || command.command.start > wait.command.start) continue;
    const program = waitedFor(command, service);
    if (program) report({ at: firstWord(command), message: "nested-waits", params: { shell, program } });
  }
}

/** Whether the script ends when a chain does. */
function isEnd({ place: { last, certain, background, piped, inLoop } }: Chain): boolean {
  return last && certain && !background && !piped && !inLoop;
}

/** A shell that catches signals may hand them on. */
function reportWaiting({ service }: RunScript, report: Report): void {
  if (service.names.has("trap")) return;
  for (const command of service.commands) {
    const { background, inLoop, nested } = command.place;
    if (!background || inLoop || nested) continue;
    const program = waitedFor(command, service);
    if (program) report({ at: firstWord(command), message: "waits", params: { program } });
  }
}

/** A daemon that runs beside a sleep without end. */
function reportSleeping({ service, text }: RunScript, report: Report): void {
  const { bytes } = text;
  const sleeping = endlessSleep(service);
  if (sleeping === undefined || service.names.has("trap")) return;
  const params = { line: text.positionAt(sleeping.command.command.start).line + 1, sleeper: sleeping.program };
  for (const command of sleeping.before) {
    const { inLoop, background } = command.place;
    if (inLoop) continue;
    const program = background
      ? (waitedFor(command, service) ?? leftInBrackets(command, service, bytes))
      : forkingName(command);
    if (program) {
      report({ at: firstWord(command), message: background ? "sleeps" : "leaves", params: { program, ...params } });
    }
  }
}

/** Of `(PROGRAM &)`, where the copy of the shell leaves it behind and ends. */
function leftInBrackets(command: ScriptCommand, service: Service, bytes: Uint8Array): string | undefined {
  const behind = decodeLatin1(bytes, command.command.end, command.command.end + LONGEST_GAP);
  const isLeft = command.place.inSubshell && !command.place.piped && /^[ \t]*&\s*\)/.test(behind);
  return isLeft ? programStarted(command, service) : undefined;
}

const LONGEST_GAP = 16;

function forkingName(command: ScriptCommand): string | undefined {
  const { chain, name, arguments: args } = command;
  const step = chain && lastStep(chain);
  if (step?.certain && behaviourOf(step)?.does === "forks") return step.name;
  const isKnown = step && (step.program ?? behaviourOf(step));
  const words = step?.arguments ?? args.slice(1);
  return !isKnown && words.some(({ text }) => TO_BACKGROUND.has(text ?? "")) ? step?.name || name : undefined;
}

/** What programs that nobody knows call it. */
const TO_BACKGROUND: ReadonlySet<string> = new Set(["--daemon", "--daemonize", "--background", "--detach"]);

/** A daemon that is known to stay, also in a subshell; else a program that stands alone. */
function waitedFor(command: ScriptCommand, service: Service): string | undefined {
  const daemon = stayingName(command);
  if (daemon || command.place.piped || command.place.inSubshell) return daemon;
  if (isExecInBackground(command)) return startedName(command) || "the program";
  return programStarted(command, service);
}

function firstWord({ command }: ScriptCommand) {
  return command.words[0] ?? command;
}
