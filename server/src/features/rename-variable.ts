/**
 * Renaming a variable of a run script. Only one that the script has for itself can get another name: what is in the
 * environment is looked for by name, by programs that djblint does not read.
 */
import type { SimpleCommand } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { printable, type Span } from "djblint-grammars/text";
import { PROGRAMS } from "../model/run/chain-programs-table.js";
import type { RunScript } from "../model/run/run-script.js";
import { environmentOf } from "../model/run/service-environment.js";

/** Why a variable cannot be renamed: a sentence about the place, if there is one. */
export interface VariableTrouble {
  readonly span?: Span;
  readonly says: string;
}

const IN_ENVIRONMENT = "goes into the environment of programs, which look for it by this name";

/** What speaks against another name for a variable of a script; `mentions` are all places that are known. */
export function whyVariableStays(
  name: string,
  script: RunScript,
  mentions: readonly Span[],
): VariableTrouble | undefined {
  if (hasMeaning(name, script)) return { says: `${name} ${IN_ENVIRONMENT}` };
  const commands = simpleCommandsOf(script);
  const sets = commands.filter(({ assignments }) => assignments.some((assignment) => assignment.name === name));
  const given = sets.find(({ words }) => words.length > 0);
  if (given) return { says: `${name} ${IN_ENVIRONMENT}` };
  if (sets.length === 0) return { says: `${name} is not set in this script, which takes it from its environment` };
  const reader = commands.find(readsOtherCommands);
  if (reader) return { span: reader, says: "reads commands that may use any variable" };
  const other = occurrences(name, script).find(({ start }) => !mentions.some((mention) => mention.start === start));
  if (other) return { span: other, says: `speaks of ${name} in another way: change that line first` };
  const nested = mentions.find((mention) => script.service.scripts.some(({ list }) => isWithin(mention, list)));
  return nested && { span: nested, says: `hands ${name} to another shell: change that line first` };
}

/** What speaks against a new name. */
export function whyNotVariable(name: string, script: RunScript): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return `${printable(name)} is no name of a variable`;
  if (hasMeaning(name, script)) return `${name} means something to the shell or to programs`;
  return occurrences(name, script).length > 0 ? `${name} is in use in this script` : undefined;
}

/** What shells read or set by themselves: sh(1), bash(1). */
const OF_SHELLS =
  /^(PATH|HOME|IFS|PS\d|ENV|CDPATH|MAIL\w*|LANG|LC_\w+|LINENO|PPID|PWD|OLDPWD|OPTIND|OPTARG|OPTERR|UID|EUID|TZ|TMPDIR|SHELL\w*|BASH\w*|HIST\w*|RANDOM|SECONDS|HOSTNAME|HOSTTYPE|OSTYPE|MACHTYPE|IGNOREEOF|_)$/;

/** Whether shells or programs know a variable, or the environment of a chain has it. */
function hasMeaning(name: string, script: RunScript): boolean {
  if (OF_SHELLS.test(name) || PROGRAMS.some(({ readsEnvironment }) => readsEnvironment.includes(name))) return true;
  return script.service.chains.some((chain) => environmentOf(chain, script).some((variable) => variable.name === name));
}

function simpleCommandsOf({ tree, service }: RunScript): SimpleCommand[] {
  const lists = [tree.list, ...service.scripts.map(({ list }) => list)];
  return lists.flatMap((list) => commandsOf(list).flatMap((command) => (command.kind === "simple" ? command : [])));
}

/** `.` and `eval`; `set -a` puts everything into the environment. */
function readsOtherCommands({ words }: SimpleCommand): boolean {
  const [program, first = ""] = words.map(({ parts }) => literalText(parts) ?? "");
  return [".", "source", "eval"].includes(program ?? "") || (program === "set" && /^-\w*[ao]/.test(first));
}

/** Where the name stands as a word, whatever it means there, outside of comments. */
function occurrences(name: string, { text, tree }: RunScript): Span[] {
  const all = text.slice({ start: 0, end: text.bytes.length });
  const spans = [...all.matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, "g"))].map(({ index }) => {
    return { start: index, end: index + name.length };
  });
  return spans.filter((span) => !tree.comments.some((comment) => isWithin(span, comment)));
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
