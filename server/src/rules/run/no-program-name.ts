import type { Command, CommandSubstitution, ListItem, Word, WordPart } from "djblint-grammars/run/tree";
import { commandsOf, itemsOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { printable, type SourceText } from "djblint-grammars/text";
import {
  type BrokenRedirect,
  redirectWithArrowInFront,
  redirectWithoutArrow,
  swappedRedirect,
} from "../../model/run/broken-redirect.js";
import type { RunScript } from "../../model/run/run-script.js";
import type { Chain, Step } from "../../model/run/service.js";
import { refusesLimit } from "../../model/run/service-limits.js";
import { hasTakenFlag, isNoProgramName, looksLikeOptions } from "../../model/run/service-misread.js";
import { hasHostAsPort, hasPathAsPort, serverOf } from "../../model/run/service-server.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS126",
  name: "no-program-name",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "A number, a word that begins with a hyphen, or the name of a variable without its $ stands where a program is to be started",
  why: "There is no program of that name: not found (exit 127), or unable to run (exit 111), and behind exec the script ends",
  silent:
    "Behind what ends the script (RS012, RS069, RS070); for words behind NAME=, where the command is meant for the value (RS115), in conditions of bash (RS017), for names of variables that are not in capital letters, or are those of a function, and for options that a program takes for another program (RS041, RS044)",
  sources: ["run script specification C1", "measured: dash 0.5.12, setuidgid, prlimit of util-linux 2.38"],
  fixable: "none",
  messages: {
    none: {
      text: "{word} is taken for the name of a program, and there is none: {effect}",
      help: "write the name of the program in front of it",
    },
    redirect: {
      text: "{found} redirects nothing: the shell reads {descriptor} as a word of the command, & as its end, and {word} as the name of a program",
      help: "write {meant}",
    },
    variable: {
      text: "{word} is a variable of the script, and without $ in front it is taken for the name of a program, which is not found",
      help: "write $ in front of it",
    },
    substitution: {
      text: "$({word}) starts a program called {word}, and there is none: not found",
      help: "write braces in the place of ( ), if the value of a variable is meant",
    },
    apart: {
      text: "{program} takes the value of {option} in the same word only, and {word} for the name of the program: it fails to execute {word}",
      help: "write {option}={word}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 38400 tty5 linux\n",
    good: "#!/bin/sh\nexec /sbin/getty 38400 tty5 linux\n",
  },
  on: {
    inStarters: true,
    script: (script, report) => {
      const { service } = script;
      for (const { word, name } of namelessCommands(script)) {
        const redirect = redirectWithoutArrow(script.text.bytes, word.start - 1);
        if (redirect) reportRedirect(redirect, script, report);
        else report({ at: word, message: "none", params: { word: name, effect: "not found" } });
      }
      const firstWords = new Set(service.commands.map(({ command }) => command.words[0]));
      for (const chain of service.chains) reportStarted(chain, firstWords, script.text, report);
      reportVariables(script, report);
    },
  },
});

function reportRedirect(redirect: BrokenRedirect, { text }: RunScript, report: Report): void {
  const { descriptor, other: word } = redirect;
  const params = { found: text.slice(redirect), descriptor, word, meant: `${descriptor}>&${word}` };
  report({ at: redirect, message: "redirect", params });
}

interface Nameless {
  readonly word: Word;
  readonly name: string;
}

function nameless(word: Word): Nameless | undefined {
  const text = literalText(word.parts);
  return text !== undefined && isNoProgramName(text) ? { word, name: printable(text) } : undefined;
}

function* namelessCommands({ tree, service, text }: RunScript): Generator<Nameless> {
  const inConditions = new Set(
    [tree, ...service.scripts].flatMap(({ list }) => [...itemsOf(list)].flatMap(insideBrackets)),
  );
  for (const { command } of service.commands) {
    const [word] = command.words;
    const found = word && command.assignments.length === 0 ? nameless(word) : undefined;
    // Of >2&1 another rule speaks (RS113).
    const isOther = word !== undefined && redirectWithArrowInFront(text.bytes, word.start - 1) !== undefined;
    if (found && !isOther && !inConditions.has(command)) yield found;
  }
}

/** `[[ A && -f B ]]` is two commands for sh, of which another rule speaks (RS017). */
function insideBrackets({ pipelines }: ListItem): readonly Command[] {
  const commands = pipelines.flatMap((pipeline) => pipeline.commands);
  const open = commands.findIndex((command) => wordAt(command, 0) === "[[");
  const close = commands.findIndex((command, index) => index >= open && wordAt(command, -1) === "]]");
  return open < 0 ? [] : commands.slice(open + 1, close + 1);
}

function wordAt(command: Command, index: number): string | undefined {
  const word = command.kind === "simple" ? command.words.at(index) : undefined;
  return word && literalText(word.parts);
}

/** What a program, or exec, is to start. */
function reportStarted(
  chain: Chain,
  firstWords: ReadonlySet<Word | undefined>,
  { bytes }: SourceText,
  report: Report,
): void {
  const { steps } = chain;
  const server = serverOf(chain);
  for (const [index, step] of steps.entries()) {
    const { word, certain, operands } = step;
    if (index > 0 && reportApart(steps[index - 1], word, report)) return;
    // Of 2&>1 another rule speaks (RS113), and of 2&1 what is said of the 1.
    const redirect = swappedRedirect(bytes, word.end) ?? redirectWithoutArrow(bytes, word.end);
    const isOther = firstWords.has(word) || redirect !== undefined;
    const found = isOther ? undefined : nameless(word);
    // Of options that a program takes for another program other rules speak (RS041, RS044).
    if (found && (index === 0 || !found.name.startsWith("-"))) {
      const isBehindServer = steps.slice(0, index).some(({ program }) => program?.kind === "server");
      const effect = isBehindServer ? "every client is dropped" : "the script ends here";
      report({ at: word, message: "none", params: { word: found.name, effect } });
      return;
    }
    // Of an option that is taken for a host or a port, too, and of what shifts the words or ends the program (RS042, RS046, RS127).
    if (!certain || operands.some(({ head }) => /^-./.test(head)) || hasTakenFlag(step) || refusesLimit(step)) return;
    if (step === server?.step && (hasHostAsPort(server) || hasPathAsPort(server))) return;
    if (operands[0] && looksLikeOptions(operands[0].word, step, steps[index + 1])) return;
  }
}

/** `exec DAEMON`, and `$(USER_ID)` for `${USER_ID}`. */
function reportVariables({ tree, service }: RunScript, report: Report): void {
  const isVariable = (name: string) =>
    /^[A-Z][A-Z0-9_]+$/.test(name) && service.variables.isSet(name) && !service.functions.has(name);
  for (const { steps, place } of service.chains) {
    for (const { word, certain } of place.nested ? [] : steps) {
      const name = literalText(word.parts) ?? "";
      if (isVariable(name)) report({ at: word, message: "variable", params: { word: name } });
      if (!certain) break;
    }
  }
  for (const part of wordsOf(tree.list).flatMap(({ parts }) => [...substitutionsIn(parts)])) {
    const name = expansionIn(part, isVariable);
    if (name !== undefined) report({ at: part, message: "substitution", params: { word: printable(name) } });
  }
}

/** What of `$( )` would stand between braces: a variable alone, or one with its default. */
function expansionIn({ list }: CommandSubstitution, isVariable: (name: string) => boolean): string | undefined {
  const [command, ...more] = commandsOf(list);
  if (command?.kind !== "simple" || more.length > 0) return undefined;
  const name = literalText(command.words[0]?.parts ?? []) ?? "";
  const isAlone = command.words.length === 1 && command.redirects.length === 0;
  return (isAlone && isVariable(name)) || /^[A-Za-z_]\w*:[-=+?]/.test(name) ? name : undefined;
}

function* substitutionsIn(parts: readonly WordPart[]): Generator<CommandSubstitution> {
  for (const part of parts) {
    if (part.kind === "substitution") yield part;
    else if (part.kind === "double-quoted") yield* substitutionsIn(part.parts);
  }
}

const LIMIT = /^([0-9]+|unlimited)?(:([0-9]+|unlimited)?)?$/;

/** `prlimit --nofile 1024 program`: what may be left out stands in the word of the option. */
function reportApart({ name: program, options, operands }: Step, word: Word, report: Report): boolean {
  const last = options.at(-1);
  const text = literalText(word.parts);
  if (!last?.spec?.joinedOnly || last.value || operands.length > 0 || !text || !LIMIT.test(text)) return false;
  report({ at: word, message: "apart", params: { program, option: last.letter.padStart(2, "-"), word: text } });
  return true;
}
