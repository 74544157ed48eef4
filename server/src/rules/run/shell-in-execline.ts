import { type ExeclineWord, execlineWords } from "djblint-grammars/run/execline";
import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS136",
  name: "shell-in-execline",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "A script that execlineb reads has redirections, operators, substitutions or variables of the shell",
  why:
    "execlineb makes one command line of the whole script, and all these are words like any other: exec looks for a program called " +
    "2>&1, others get it as an argument; a variable stays $NAME unless a program of execline puts it in",
  silent:
    "Between quotes, as for sh -c, where more than a substitution stands, and about a variable whose name stands anywhere in the script, as behind importas",
  sources: ["execlineb(1)", "measured: execline 2.9"],
  fixable: "none",
  messages: {
    program: {
      text: "execlineb takes {word} for the name of a program, which is not found: nothing is started",
      help: "{instead}",
    },
    argument: {
      text: "execlineb knows no {word}: the program in front of it gets it as an argument",
      help: "{instead}",
    },
    variable: {
      text: "nothing puts in the value of {name}: the program gets {word} as it stands",
      help: "write importas -i {name} {name} in front",
      severity: "warning",
    },
    substitution: {
      text: "execlineb runs no command between words: the program gets {word} as it stands",
      help: "write backtick -in NAME { ... } importas -i NAME NAME in front, and $NAME here",
      severity: "warning",
    },
  },
  example: {
    bad: "#!/bin/execlineb -P\nexec 2>&1\ns6-setuidgid web\nwebd -p $PORT\n",
    good: "#!/bin/execlineb -P\nfdmove -c 2 1\nimportas -i PORT PORT\ns6-setuidgid web\nwebd -p $PORT\n",
  },
  on: {
    script: ({ tree, text }, report) => {
      if (tree.shebang?.program !== "execlineb") return;
      const words = execlineWords(text.bytes, tree.shebang.end);
      const names = new Set(words.map((word) => word.text.replaceAll('"', "")));
      for (const [index, at] of words.entries()) {
        if (isSubstitution(at, words[index - 1])) {
          report({ at, message: "substitution", params: { word: printable(at.text) } });
        }
        if (!at.isPlain) continue;
        const word = printable(at.text);
        const instead = insteadOf(at, words[index + 1]);
        const name = variableIn(at);
        if (instead) {
          const isProgram = index === 0 || words[index - 1].text === "exec";
          report({ at, message: isProgram ? "program" : "argument", params: { word, instead } });
        } else if (name && !names.has(name)) {
          report({ at, message: "variable", params: { word, name } });
        }
      }
    },
  },
});

/** What execline has in the place of a form of the shell; undefined for all other words. */
function insteadOf({ text }: ExeclineWord, next: ExeclineWord | undefined): string | undefined {
  const [, from, sign, to] = /^([0-9]*)([<>])&([0-9])$/.exec(text) ?? [];
  if (sign) return `write fdmove -c ${from || (sign === "<" ? 0 : 1)} ${to} in front of the program`;
  const isRedirection =
    /^([0-9]*|&)>>?[/.]|^[0-9]*<[/.]/.test(text) || (/^([0-9]*>>?|<)$/.test(text) && /^[/.]/.test(next?.text ?? ""));
  if (isRedirection) return "write redirfd in front of the program";
  if (text === "&") return "leave it out: supervise minds what execlineb becomes";
  if (text === "|") return "write pipeline { } around the command in front";
  if (text === "&&") return "write if { } around the command in front";
  return text === "||" ? "write ifelse, or sh -c with quotes around all of it" : undefined;
}

/** `$(hostname)`, and `"$(id -u)"` alone between quotes, where it is no script of `sh -c`. */
function isSubstitution({ text, isPlain }: ExeclineWord, before: ExeclineWord | undefined): boolean {
  if (isPlain) return /\$\(|^`[^`]/.test(text);
  return /^"\$\([^()"]*\)"$/.test(text) && before?.text !== "-c";
}

function variableIn({ text }: ExeclineWord): string | undefined {
  const [, name, braced] = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/.exec(text) ?? [];
  return name ?? braced;
}
