import { itemsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { printable, type Span } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { Argument, ScriptCommand } from "../../model/run/service.js";
import { stopsAtErrors } from "../../model/run/service-checks.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS135",
  name: "unchecked-cd",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "The script removes files of the folder that it goes to, and does not look whether it got there",
  why: "When there is no such folder, cd says so, and the script goes on in the folder of the service: rm removes what is there, as root",
  silent:
    "With || or && behind cd, when the folder is named in front, as by mkdir or a test, in scripts that stop at errors with set -e, " +
    "and for paths that begin with a slash and folders that every system has",
  sources: ["POSIX sh: cd", "run script specification X1"],
  fixable: "unsafe",
  messages: {
    there: {
      text: "when there is no {folder}, the script goes on in the folder of the service, and rm in line {line} removes what is there",
      help: "write cd {folder} || exit 1",
    },
    write: { text: "Write || exit 1" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\ncd /var/spool/web\nrm -rf *\nexec setuidgid web /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\ncd /var/spool/web || exit 1\nrm -rf *\nexec setuidgid web /usr/local/bin/webd\n",
  },
  on: {
    script: (script, report) => {
      const { service, text } = script;
      const named = new Set<string>();
      let gone: ScriptCommand | undefined;
      for (const [index, command] of service.commands.entries()) {
        if (command.place.nested || command.place.inFunction) continue;
        if (command.name === "cd") {
          gone = isUnchecked(command, service.commands[index + 1], named, script) ? command : undefined;
        }
        for (const { text: word } of command.arguments) named.add(word ?? "");
        if (gone === undefined || !removesHere(command)) continue;
        const { start, end } = gone.command;
        const folder = printable(literalText(gone.command.words[1].parts) ?? "");
        const line = text.positionAt(command.command.start).line + 1;
        const edits = [{ span: { start: end, end }, newText: " || exit 1" }];
        report({
          at: { start, end },
          message: "there",
          params: { folder, line },
          fixes: [{ title: "write", safety: "unsafe", edits }],
        });
        return;
      }
    },
  },
});

/** Filesystem Hierarchy Standard 3.0, section 3.2; and where the script is, was, or goes without a name. */
const ALWAYS_THERE = /^(\/((etc|run|tmp|usr|var)\/?)?|\.|-|)$/;

/** A folder with a name, which no command in front names and which is not always there. */
function isUnchecked(
  { command, place, arguments: args }: ScriptCommand,
  next: ScriptCommand | undefined,
  named: ReadonlySet<string>,
  script: RunScript,
): boolean {
  const folder = args.length === 2 ? args[1].text : undefined;
  const isPlain = place.certain && !place.piped && !place.inSubshell && place.pipeline?.negated !== true;
  if (!isPlain || folder === undefined || ALWAYS_THERE.test(folder) || named.has(folder)) return false;
  return !isLookedAt(command, next, script) && !stopsAtErrors(script, command.start);
}

/** `cd DIR || exit`, `{ cd DIR; } || exit`, `cd DIR; [ $? = 0 ]` */
function isLookedAt({ start, end }: Span, next: ScriptCommand | undefined, { tree, text }: RunScript): boolean {
  for (const { pipelines, operators } of itemsOf(tree.list)) {
    const around = pipelines.findIndex((pipeline) => pipeline.start <= start && end <= pipeline.end);
    if (around >= 0 && around < operators.length) return true;
  }
  const after = next ? text.slice({ start: next.command.start, end: next.command.start + LONGEST_LOOK }) : "";
  return /\$\?|PWD|pwd/.test(after);
}

const LONGEST_LOOK = 64;

/** `rm -r data`, `rm -f *`: paths that begin here. */
function removesHere({ name, arguments: args }: ScriptCommand): boolean {
  if (name !== "rm") return false;
  const words = args.slice(1);
  const isRecursive = words.some(({ text }) => /^-[a-z]*[rR]/.test(text ?? ""));
  return words.some((word) => isHere(word, isRecursive));
}

function isHere({ text, word }: Argument, isRecursive: boolean): boolean {
  const written = text ?? literalText(word.parts) ?? "";
  if (/^(\.\/)?\*$/.test(written)) return true;
  return isRecursive && written !== "" && !/^[-/~]/.test(written);
}
