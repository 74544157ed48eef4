/** Where the messages of a service go. Specification X3, R13, R14. */
import type { Redirect } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import type { Span } from "djblint-grammars/text";
import { isOneEditAway } from "../one-edit.js";
import { misreadAssignment } from "./misread-assignment.js";
import { slipIn } from "./misspelt-command.js";
import type { RunScript } from "./run-script.js";
import type { Argument, ScriptCommand, Service, Step } from "./service.js";
import { isNoProgramName } from "./service-misread.js";
import { isToRedirect, loneExec, type Unreached, unreachedIn } from "./service-unreached.js";
import { isStartOfQmail } from "./starter-scripts.js";

/**
 * Whether a line was to be `exec 2>&1` and is not, or it or the end of a command comes too late, of which other rules speak
 * (RS005, RS012, RS016, RS068, RS069, RS070, RS089, RS113, RS116, RS126, RS128).
 */
export function hasMisspeltJoin({ service, text, chain, tree }: RunScript): boolean {
  if (/^exec 2>/.test(tree.shebang?.argument ?? "")) return true;
  const alone = loneExec(service);
  if (alone && isToRedirect(alone, service)) return true;
  const unreached = unreachedIn(service);
  if (unreached && service.commands.some((each) => isJoinWithin(each, unreached))) return true;
  if (service.commands.some((each) => isExecOnly(each) && each.command.start > (chain?.command.end ?? 0))) return true;
  return service.commands.some(({ command, place }) => {
    const { end } = text.lines.span(text.positionAt(command.start).line);
    if (place.inFunction || end - command.start > LONGEST_JOIN) return false;
    const written = text.slice({ start: command.start, end }).replace(/;\s*$/, "");
    const line = written.trim().replace(/[ \t]+/g, " ");
    return (
      line === "2>&1" || line.startsWith("exec &>") || (isOneEditAway(line, "exec 2>&1") && !OTHER_JOIN.test(line))
    );
  });
}

function isJoinWithin({ command }: ScriptCommand, { first, last }: Unreached): boolean {
  const { start, redirects } = command;
  return start >= first.command.start && start <= last.command.start && redirects.some(isStderr);
}

/** With blanks, and a semicolon. */
const LONGEST_JOIN = 64;

/** The same of other descriptors, and a blank in the name of exec, of which no rule speaks. */
const OTHER_JOIN = /^exec \d?>&\d$|^exe c/;

/** The first file that the script reads in, which may redirect descriptor 2 for all that follows. */
export function fileReadIn({ service }: RunScript): Argument | undefined {
  const reading = service.commands.find(
    ({ name, arguments: args, place }) =>
      (name === "." || name === "source") && args.length > 1 && !place.inFunction && !place.nested,
  );
  return reading?.arguments[1];
}

/** The redirection of descriptor 2 for what stands at a place: on its command, on `{ ... }` around it, or inside of `sh -c`. */
export function stderrAt({ tree, service }: RunScript, { start, end }: Span): Redirect | undefined {
  for (const { list } of [tree, ...service.scripts]) {
    for (const command of commandsOf(list)) {
      if (command.kind === "function" || command.start > start || command.end < end) continue;
      const found = command.redirects.find(isStderr);
      if (found) return found;
    }
  }
  return undefined;
}

/**
 * Whether a program writes no messages to descriptor 2: qmail logs on the descriptor that leads to its logger (qsutil.c),
 * also when the script that starts it stands in between.
 */
export function isSilentOnStderr({ name, word }: Step): boolean {
  return name === "qmail-start" || isStartOfQmail(literalText(word.parts) ?? "");
}

/** Whether a program sends both outputs of what it starts somewhere else. */
export function takesOutput({ name }: Step): boolean {
  return name === "systemd-cat";
}

/** `exec 2>&1`, `exec 2>file` */
export function isExecOnly({ name, arguments: args }: ScriptCommand): boolean {
  return name === "exec" && args.length === 1;
}

/** bash takes `>& FILE` for `&> FILE`. */
export function isStderr({ descriptor, operator, target }: Redirect): boolean {
  const isFile =
    operator === ">&" && descriptor === undefined && !/^([0-9]+|-)$/.test(literalText(target.parts) ?? "1");
  return descriptor === 2 || operator === "&>" || operator === "&>>" || isFile;
}

/** The first command in front of a place that may print messages; those that only print what they are told do not; of what was meant as one of these, or to set a variable, other rules speak (RS091, RS115, RS116, RS126). */
export function speakerBefore({ commands }: Service, place: number): ScriptCommand | undefined {
  return commands.find(
    (each) =>
      each.command.start < place &&
      each.command.words.length > 0 &&
      !each.place.inFunction &&
      !isQuiet(each) &&
      misreadAssignment(each) === undefined,
  );
}

function isQuiet({ name, arguments: args }: ScriptCommand): boolean {
  return QUIET.has(slipIn(name, args.slice(1))?.meant ?? name) || isNoProgramName(name) || /^\[./.test(name);
}

const QUIET: ReadonlySet<string> = new Set(
  ". : [ break cd continue echo eval exec exit export printf pwd readonly return set shift sleep test trap true umask unset".split(
    " ",
  ),
);
