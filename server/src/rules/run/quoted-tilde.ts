import type { Word } from "djblint-grammars/run/tree";
import type { Span } from "djblint-grammars/text";
import { printable } from "djblint-grammars/text";
import type { ScriptCommand, Step } from "../../model/run/service.js";
import { textOf } from "../../model/run/service-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS124",
  name: "quoted-tilde",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "A path begins with a tilde between quotes",
  why: "The shell makes the home folder of a tilde only outside of quotes, and none that comes out of a variable: it looks for a folder named ~",
  silent:
    "For words that the program may read itself, and for tildes without quotes. Only the program that is started, cd, files behind " +
    "> and <, folders that programs of the chain want, the arguments of tools such as mkdir and test, and HOME are looked at",
  sources: ["POSIX sh, tilde expansion", "measured: dash 0.5.12, bash 5.2"],
  fixable: "none",
  messages: {
    program: {
      text: "between quotes the tilde stays a tilde: the program {path} is not found",
      help: "write the whole path",
    },
    file: {
      text: "between quotes the tilde stays a tilde: {path} cannot be opened, and the command is not run",
      help: "write the whole path",
    },
    folder: {
      text: "between quotes the tilde stays a tilde: {path} is taken for a path below the current folder",
      help: "write the whole path",
      severity: "warning",
    },
    home: {
      text: "between quotes the tilde stays a tilde: HOME is {path}, which is no folder",
      help: "write the path of the folder, or leave out the quotes",
      severity: "warning",
    },
  },
  example: {
    bad: '#!/bin/sh\nexec 2>&1\nexec setuidgid app "~/bin/appd"\n',
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid app /home/app/bin/appd\n",
  },
  on: {
    inStarters: true,
    script: ({ service: { commands, variables } }, report) => {
      const say = (at: Span, message: "program" | "file" | "folder" | "home", path: string) =>
        report({ at, message, params: { path: printable(path) } });
      const sayWord = (message: "program" | "file", word: Word | undefined) => {
        const path = word && textOf(word.parts, variables, word.start);
        if (word && path && IN_HOME.test(path)) say(word, message, path);
      };
      for (const command of commands) {
        for (const { target, operator } of command.command.redirects) {
          if (OPENS.has(operator)) sayWord("file", target);
        }
        const steps = command.chain?.steps ?? [];
        if (steps.length === 0) sayWord("program", command.command.words[0]);
        for (const { word } of steps) sayWord("program", word);
        for (const { text, start, end } of [...pathsOfTool(command), ...steps.flatMap(foldersOf)]) {
          if (text !== undefined && IN_HOME.test(text)) say({ start, end }, "folder", text);
        }
      }
      for (const word of variables.wordsOf("HOME")) {
        const path = textOf(word.parts, variables, word.start);
        if (path && /^~[a-z_0-9-]*(\/|$)/.test(path)) say(word, "home", path);
      }
    },
  },
});

const IN_HOME = /^~[a-z_0-9-]*\//;

/** Not those with a descriptor or text behind them. */
const OPENS: ReadonlySet<string> = new Set(["<", ">", ">>", "<>", ">|", "&>", "&>>"]);

/** Tools that take their arguments for paths. */
const TOOLS: ReadonlySet<string> = new Set(
  ". cat cd chgrp chmod chown cp head install ln ls mkdir mkfifo mv rm rmdir source tail touch".split(" "),
);

type Path = Span & { readonly text: string | undefined };

function pathsOfTool({ name, arguments: args }: ScriptCommand): readonly Path[] {
  if (TOOLS.has(name)) return args.slice(1);
  if (name !== "[" && name !== "test") return [];
  return args.filter((_, index) => /^-[defhLrswx]$/.test(args[index - 1]?.text ?? ""));
}

function foldersOf({ effects }: Step): Path[] {
  return effects.flatMap((effect) => (effect.kind === "directory" ? [effect.value] : []));
}
