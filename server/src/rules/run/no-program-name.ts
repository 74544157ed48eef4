import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import type { Chain, Service } from "../../model/run/service.js";
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
    "For words behind NAME=, where the command is meant for the value (RS115), in conditions of bash (RS017), and for options that a program takes for another program (RS041, RS044)",
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
      let condition = false;
      for (const { command, name: program } of service.commands) {
        const [word] = command.words;
        const name = word && command.assignments.length === 0 ? nameIn(word) : undefined;
        // Of [[ A && B ]], which is two commands for sh, another rule speaks (RS017).
        condition = program === "[[" || (condition && name !== undefined);
        if (condition) continue;
        if (name) report({ at: word, message: "none", params: { word: name, effect: "not found" } });
      }
      for (const chain of service.chains) {
        const found = startedIn(chain, service);
        if (found)
          report({ at: found.word, message: "none", params: { word: found.name, effect: "the script ends here" } });
      }
    },
  },
});

const NO_NAME = /^(\d+|-.+)$/;

function nameIn({ parts }: Word): string | undefined {
  const text = literalText(parts);
  return text !== undefined && NO_NAME.test(text) ? printable(text) : undefined;
}

/** The first program of a chain, or one that another is to start, when its name is none. */
function startedIn(chain: Chain, { commands }: Service): { word: Word; name: string } | undefined {
  for (const [index, { word, certain }] of chain.steps.entries()) {
    const isFirstWord = index === 0 && commands.some(({ command }) => command.words[0] === word);
    const name = isFirstWord ? undefined : nameIn(word);
    // Of options that a program takes for another program other rules speak (RS041, RS044).
    if (name !== undefined && (index === 0 || !name.startsWith("-"))) return { word, name };
    if (!certain) return undefined;
  }
  return undefined;
}
