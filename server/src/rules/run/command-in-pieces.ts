import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import type { Argument, Step } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS109",
  name: "command-in-pieces",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "The command behind sh -c or su -c is not in quotes, so that only its first word is the command",
  why:
    "-c takes one word as the script. The words behind it become $0, $1 and so on, which the script does not use: the " +
    "program is started without its arguments, or with exec alone, nothing at all; su takes those with a dash for its own options",
  silent:
    "When the script holds a $ or a backquote, and for one plain word behind a script of several words, which names it",
  sources: ["POSIX sh: -c command_string [command_name [argument...]]", "su(1)"],
  fixable: "none",
  messages: {
    pieces: {
      text: "{program} -c runs {script} alone: {word} is no part of the command",
      help: "put the whole command into quotes: {program} -c '{script} {word} ...'",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid app sh -c exec /opt/app/bin/appd\n",
    good: "#!/bin/sh\nexec setuidgid app sh -c 'exec /opt/app/bin/appd'\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      for (const step of steps) {
        const [script, lost, more] = step.certain ? scriptOf(step) : [];
        const text = script && literalText(script.word.parts);
        if (text === undefined || lost?.text === undefined || /[$`]/.test(text)) continue;
        if (/\s/.test(text) && more === undefined && /^\w[\w.-]*$/.test(lost.text)) continue;
        const params = { program: step.name, script: printable(text), word: printable(lost.text) };
        report({ at: lost.word, message: "pieces", params });
      }
    },
  },
});

/** The script behind -c, and the words behind that. */
function scriptOf({ name, program, options, arguments: args }: Step): readonly Argument[] {
  if (program?.kind === "interpreter" && options.some(({ spec }) => spec?.role === "script")) return args;
  return name === "su" ? scriptOfSu(args) : [];
}

/** su finds its own options, the account and the script in any order. */
function scriptOfSu(args: readonly Argument[]): readonly Argument[] {
  let script: Argument | undefined;
  const words: Argument[] = [];
  for (let at = 0; at < args.length; at++) {
    const { text, head } = args[at];
    if (text === "-c" && script === undefined) script = args[++at];
    else if (SU_ARGUMENT.test(head)) at++;
    else if (!SU_FLAG.test(head) && (!head.startsWith("-") || script !== undefined)) words.push(args[at]);
  }
  const lost = words.filter(({ head }, index) => index > 0 || head.startsWith("-"));
  return script === undefined ? [] : [script, ...lost];
}

const SU_ARGUMENT = /^(-[sgGw]|--(shell|group|supp-group|whitelist-environment))$/;

const SU_FLAG =
  /^(-|-[lmpPf]|-s.+|--(login|preserve-environment|pty|fast|(shell|group|supp-group|whitelist-environment)=.*))$/;
