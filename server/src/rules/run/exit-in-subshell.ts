import type { Command, List, ListItem, Subshell } from "djblint-grammars/run/tree";
import { innerLists, parametersOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import { stopsAtErrors } from "../../model/run/service-checks.js";
import { defineRule, type Edit, type Report } from "../rule.js";

export default defineRule({
  code: "RS110",
  name: "exit-in-subshell",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "What a script does about a failure ends with exit in brackets, or behind | in the place of ||",
  why: "( ... ) and each end of a pipeline are copies of the shell: exit ends the copy, and the script goes on as if nothing had happened",
  silent:
    "When nothing of the script follows, when another || or && or $? looks at the outcome, when more of the brackets stands behind " +
    "the exit, in functions and conditions, and in scripts that stop at errors with set -e",
  sources: ["POSIX sh: a subshell environment", "measured: dash 0.5.12, bash 5.2"],
  fixable: "unsafe",
  messages: {
    goesOn: {
      text: "exit leaves ( ... ) only, which is a copy of the shell: the script goes on behind it",
      help: "write { ...; } in the place of ( ... )",
    },
    folder: {
      text: "exit leaves ( ... ) only, which is a copy of the shell: the script goes on behind it",
      help: "write || exit behind ( ... )",
    },
    piped: {
      text: "exit behind | ends a copy of the shell only, whatever {program} does: the script goes on",
      help: "write || in the place of |",
    },
    or: { text: "Write ||" },
    braces: { text: "Write { ...; }" },
    outcome: { text: "Write || exit behind )" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\ncd /opt/app || (echo no /opt/app; sleep 10; exit 1)\nexec setuidgid app ./bin/appd\n",
    good: "#!/bin/sh\nexec 2>&1\ncd /opt/app || { echo no /opt/app; sleep 10; exit 1; }\nexec setuidgid app ./bin/appd\n",
  },
  on: {
    inStarters: true,
    script: (script, report) => {
      const { tree, service, text } = script;
      reportPiped(script, report);
      const end = service.commands.findLast(({ place }) => !place.inFunction && !place.nested)?.command.start ?? 0;
      for (const { body, exit, before } of brackets(tree.list)) {
        if (end < body.end || stopsAtErrors(script, exit.start)) continue;
        // Without the brackets a cd would last; behind && the outcome is that of what stands in front, too.
        if (before !== "&&" && changesFolder(body.list)) {
          const edits = [{ span: { start: body.end, end: body.end }, newText: " || exit" }];
          report({ at: exit, message: "folder", fixes: [{ title: "outcome", safety: "unsafe", edits }] });
        } else {
          const edits = inBraces(body, text.bytes);
          report({ at: exit, message: "goesOn", fixes: [{ title: "braces", safety: "unsafe", edits }] });
        }
      }
    },
  },
});

/** `cd DIR | exit 1`. In ksh and zsh the last command of a pipeline is run by the shell itself. */
function reportPiped({ tree, service, text }: RunScript, report: Report): void {
  if (/^(ksh|zsh|mksh)/.test(tree.shebang?.program ?? "")) return;
  for (const { command, name, place } of service.commands) {
    const [first, last, ...more] = place.pipeline?.commands ?? [];
    if (name !== "exit" || last !== command || more.length > 0 || first.kind !== "simple") continue;
    const sign = text.slice({ start: first.end, end: last.start }).indexOf("|");
    const span = { start: first.end + sign, end: first.end + sign + 1 };
    const program = printable(text.slice(first.words[0] ?? first));
    const edits = [{ span, newText: "||" }];
    report({ at: command, message: "piped", params: { program }, fixes: [{ title: "or", safety: "unsafe", edits }] });
  }
}

interface Brackets {
  readonly body: Subshell;
  readonly exit: Command;
  /** The operator in front. */
  readonly before: string | undefined;
}

/** Subshells whose outcome nothing looks at, and that end with exit behind && or ||. */
function* brackets(list: List): Generator<Brackets> {
  for (const [index, item] of list.items.entries()) {
    const body = lastSubshell(item);
    const before = item.operators.at(-1);
    const exit = body && exitOf(body.list, before);
    if (body && exit && !asksForOutcome(list.items[index + 1])) yield { body, exit, before };
    const commands = item.pipelines.flatMap((pipeline) => pipeline.commands);
    for (const { list, runs, isCondition } of commands.flatMap(innerLists)) {
      if (runs !== "when-called" && !isCondition) yield* brackets(list);
    }
  }
}

/** `$?` */
function asksForOutcome(item: ListItem | undefined): boolean {
  if (item === undefined) return false;
  const list: List = { kind: "list", items: [item], start: item.start, end: item.end };
  return wordsOf(list).some(({ parts }) => parametersOf(parts).some(({ name }) => name === "?"));
}

function lastSubshell({ pipelines, background }: ListItem): Subshell | undefined {
  const [command, ...more] = background ? [] : (pipelines.at(-1)?.commands ?? []);
  if (command?.kind !== "compound" || more.length > 0) return undefined;
  return command.body.kind === "subshell" ? command.body : undefined;
}

/**
 * The exit that a list ends with, behind an operator in front of the list or inside of it: `A || ( B; exit 1 )`, `( A || exit 1 )`.
 * `exit 0` behind && may be there to say that all is well.
 */
function exitOf({ items }: List, before: string | undefined): Command | undefined {
  const last = items.at(-1);
  const operator = before ?? last?.operators.at(-1);
  const command = last?.pipelines.at(-1)?.commands.at(-1);
  if (command?.kind === "compound" && command.body.kind === "group") return exitOf(command.body.list, operator);
  const [name, status] = command?.kind === "simple" ? command.words.map(({ parts }) => literalText(parts)) : [];
  const saysWell = status === "0" && (operator === "&&" || before === undefined);
  return name === "exit" && operator !== undefined && !saysWell ? command : undefined;
}

function changesFolder({ items }: List): boolean {
  const commands = items.flatMap(({ pipelines }) => pipelines).flatMap((pipeline) => pipeline.commands);
  return commands.some((command) => command.kind === "simple" && literalText(command.words[0]?.parts ?? []) === "cd");
}

function inBraces({ start, end, list }: Subshell, bytes: Uint8Array): Edit[] {
  const behind = bytes.subarray(start + 1, start + 2)[0];
  const open = behind === BLANK || behind === LF ? "{" : "{ ";
  const last = list.items.at(-1)?.end ?? start;
  const isOnNextLine = bytes.subarray(last, end).includes(LF);
  return [
    { span: { start, end: start + 1 }, newText: open },
    isOnNextLine ? { span: { start: end - 1, end }, newText: "}" } : { span: { start: last, end }, newText: "; }" },
  ];
}

const BLANK = 32;
const LF = 10;
