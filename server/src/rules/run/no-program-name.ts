import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import type { Service, Step } from "../../model/run/service.js";
import { unreachedIn } from "../../model/run/service-unreached.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS126",
  name: "no-program-name",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "A number, or a word that begins with a hyphen, stands where a program is to be started",
  why: "There is no program of that name: not found (exit 127), or unable to run (exit 111), and behind exec the script ends",
  silent:
    "Behind what ends the script (RS012, RS069, RS070); for words behind NAME=, where the command is meant for the value (RS115), in conditions of bash (RS017), and for options that a program takes for another program (RS041, RS044)",
  sources: ["run script specification C1", "measured: dash 0.5.12, setuidgid"],
  fixable: "none",
  messages: {
    none: {
      text: "{word} is taken for the name of a program, and there is none: {effect}",
      help: "write the name of the program in front of it",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 38400 tty5 linux\n",
    good: "#!/bin/sh\nexec /sbin/getty 38400 tty5 linux\n",
  },
  on: {
    inStarters: true,
    script: ({ service }, report) => {
      for (const { word, name } of namelessCommands(service)) {
        report({ at: word, message: "none", params: { word: name, effect: "not found" } });
      }
      const firstWords = new Set(service.commands.map(({ command }) => command.words[0]));
      for (const { steps } of service.chains) {
        const found = startedIn(steps, firstWords);
        if (found)
          report({ at: found.word, message: "none", params: { word: found.name, effect: "the script ends here" } });
      }
    },
  },
});

interface Nameless {
  readonly word: Word;
  readonly name: string;
}

const NO_NAME = /^(\d+|-.+)$/;

function nameless(word: Word): Nameless | undefined {
  const text = literalText(word.parts);
  return text !== undefined && NO_NAME.test(text) ? { word, name: printable(text) } : undefined;
}

function* namelessCommands(service: Service): Generator<Nameless> {
  // What the shell never comes to was meant for the line above: others tell (RS012, RS069, RS070).
  const end = unreachedIn(service)?.ending.command.end ?? Number.POSITIVE_INFINITY;
  let isCondition = false;
  for (const { command, name } of service.commands) {
    if (command.start >= end) return;
    const [word] = command.words;
    const found = word && command.assignments.length === 0 ? nameless(word) : undefined;
    // [[ A && -f B ]] is two commands for sh, of which another rule speaks (RS017).
    isCondition = name === "[[" || (isCondition && found !== undefined);
    if (found && !isCondition) yield found;
  }
}

/** What a program, or exec, is to start. */
function startedIn(steps: readonly Step[], firstWords: ReadonlySet<Word | undefined>): Nameless | undefined {
  for (const [index, { word, certain }] of steps.entries()) {
    const found = firstWords.has(word) ? undefined : nameless(word);
    // Of options that a program takes for another program other rules speak (RS041, RS044).
    if (found && (index === 0 || !found.name.startsWith("-"))) return found;
    if (!certain) return undefined;
  }
  return undefined;
}
