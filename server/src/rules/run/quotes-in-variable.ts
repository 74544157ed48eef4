import type { Parameter, Word } from "djblint-grammars/run/tree";
import { printable } from "djblint-grammars/text";
import { textOf } from "../../model/run/service-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS122",
  name: "quotes-in-variable",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "A variable whose value holds quotes around blanks is used without quotes",
  why: "The shell looks for quotes before it puts in variables: the ones in the value are letters like all others, and the blanks part words",
  silent:
    "For zsh, behind eval, in the script of sh -c, for values that are not known, and for variables that are set twice",
  sources: ["POSIX sh, token recognition and field splitting", "measured: dash 0.5.12, bash 5.2"],
  fixable: "none",
  messages: {
    quotes: {
      text: "the quotes in the value of {variable} do not hold words together: the program gets {word} and what stands behind the blank as words of their own, quotes included",
      help: "write the options in the command line itself",
    },
    value: { text: "the value" },
  },
  example: {
    bad: "#!/bin/sh\nOPTIONS='-n \"my site\"'\nexec setuidgid web webd $OPTIONS 2>&1\n",
    good: '#!/bin/sh\nexec setuidgid web webd -n "my site" 2>&1\n',
  },
  on: {
    script: ({ tree, service: { commands, variables } }, report) => {
      // zsh splits no values.
      if (tree.shebang?.program === "zsh") return;
      for (const { name, command, place } of commands) {
        if (name === "eval" || place.nested) continue;
        for (const word of command.words) {
          const parameter = bareParameter(word);
          const source = parameter && variables.wordOf(parameter.name);
          const value = source && textOf(source.parts, variables, source.start);
          const torn = value && tornWord(value);
          if (parameter === undefined || source === undefined || !torn) continue;
          report({
            at: word,
            message: "quotes",
            params: { variable: `$${parameter.name}`, word: torn },
            related: [{ span: source, message: "value" }],
          });
        }
      }
    },
  },
});

/** The first word of a value that quotes were to hold together with the next. */
function tornWord(value: string): string | undefined {
  for (let at = 0; at < value.length; at++) {
    if (value[at] !== '"' && value[at] !== "'") continue;
    const close = value.indexOf(value[at], at + 1);
    if (close < 0) return undefined;
    if (/\s/.test(value.slice(at, close))) return printable(value.slice(at).split(/\s/, 1)[0]);
    at = close;
  }
  return undefined;
}

/** `$NAME` as a whole word. */
function bareParameter({ parts: [part, ...rest] }: Word): Parameter | undefined {
  return part?.kind === "parameter" && rest.length === 0 && part.operator === undefined ? part : undefined;
}
