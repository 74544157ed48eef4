import type { Command, List, ListItem, Subshell } from "djblint-grammars/run/tree";
import { innerLists } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { decodeLatin1 } from "djblint-grammars/text";
import { stopsAtErrors } from "../../model/run/service-checks.js";
import { defineRule, type Edit } from "../rule.js";

export default defineRule({
  code: "RS110",
  name: "exit-in-subshell",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "What a script does about a failure ends with exit in brackets, behind || or &&",
  why: "( ... ) is a copy of the shell: exit ends the copy, and the script goes on as if nothing had happened",
  silent:
    "When nothing of the script follows, when another || or && looks at the outcome, in functions and conditions, and in " +
    "scripts that stop at errors with set -e",
  sources: ["POSIX sh: a subshell environment", "measured: dash 0.5.12, bash 5.2"],
  fixable: "unsafe",
  messages: {
    goesOn: {
      text: "exit leaves ( ... ) only, which is a copy of the shell: the script goes on behind it",
      help: "write { ...; } in the place of ( ... )",
    },
    braces: { text: "Write { ...; }" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\ncd /opt/app || (echo no /opt/app; sleep 10; exit 1)\nexec setuidgid app ./bin/appd\n",
    good: "#!/bin/sh\nexec 2>&1\ncd /opt/app || { echo no /opt/app; sleep 10; exit 1; }\nexec setuidgid app ./bin/appd\n",
  },
  on: {
    inStarters: true,
    script: (script, report) => {
      const { tree, service, text } = script;
      const end = service.commands.findLast(({ place }) => !place.inFunction && !place.nested)?.command.start ?? 0;
      for (const { body, exit } of brackets(tree.list)) {
        if (end < body.end || stopsAtErrors(script, exit.start)) continue;
        const edits = inBraces(body, text.bytes);
        report({ at: exit, message: "goesOn", fixes: [{ title: "braces", safety: "unsafe", edits }] });
      }
    },
  },
});

interface Brackets {
  readonly body: Subshell;
  readonly exit: Command;
}

/** Subshells behind && or || whose outcome nothing looks at, and that end with exit. */
function* brackets(list: List): Generator<Brackets> {
  for (const item of list.items) {
    const body = lastSubshell(item);
    const exit = body && exitOf(body.list, item.operators.at(-1));
    if (body && exit) yield { body, exit };
    const commands = item.pipelines.flatMap((pipeline) => pipeline.commands);
    for (const { list, runs, isCondition } of commands.flatMap(innerLists)) {
      if (runs !== "when-called" && !isCondition) yield* brackets(list);
    }
  }
}

function lastSubshell({ pipelines, background }: ListItem): Subshell | undefined {
  const [command, ...more] = pipelines.length > 1 && !background ? (pipelines.at(-1)?.commands ?? []) : [];
  if (command?.kind !== "compound" || more.length > 0) return undefined;
  return command.body.kind === "subshell" ? command.body : undefined;
}

/** The exit that a list ends with; `exit 0` behind && may be there to say that all is well. */
function exitOf({ items }: List, operator: string | undefined): Command | undefined {
  const command = items.at(-1)?.pipelines.at(-1)?.commands.at(-1);
  const [name, status] = command?.kind === "simple" ? command.words.map(({ parts }) => literalText(parts)) : [];
  return name === "exit" && !(operator === "&&" && status === "0") ? command : undefined;
}

function inBraces({ start, end, list }: Subshell, bytes: Uint8Array): Edit[] {
  const behind = bytes.subarray(start + 1, start + 2)[0];
  const open = behind === BLANK || behind === LF ? "{" : "{ ";
  const between = decodeLatin1(bytes, list.items.at(-1)?.end ?? start, end - 1);
  return [
    { span: { start, end: start + 1 }, newText: open },
    { span: { start: end - 1, end }, newText: /[;\n]/.test(between) ? " }" : "; }" },
  ];
}

const BLANK = 32;
const LF = 10;
