import type { Commands } from "djblint-grammars/run/parser";
import type { BashForm, BashFormKind, Command, List, Word, WordPart } from "djblint-grammars/run/tree";
import { commandsOf, subshellsOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import { commandsWithin, type ScriptCommand } from "../../model/run/service.js";
import { entryFor } from "../../model/run/service-folder.js";
import { readVariables } from "../../model/run/service-variables.js";
import { isCommandAsked, isReadBySh } from "../../model/run/shell-asked.js";
import { refusalOf } from "../../model/run/shell-refusals.js";
import { defineRule, type Edit, type Observation, type Report } from "../rule.js";

export default defineRule({
  code: "RS017",
  name: "bashism",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "A form of bash in a script that sh reads, or in that of sh -c",
  why:
    "dash and other POSIX shells do not know it: they take source, [[ and pushd for names of programs that are not " +
    "found, and go on; at a form of parameter of bash they stop",
  silent:
    "When bash, ksh, zsh or the shell of busybox reads the script, or s6-overlay chooses it, for &> (RS016), for forms that end the script with a syntax error (RS101), " +
    "for local and echo -n, which dash knows, for commands that the script defines or asks for with command -v, and for " +
    "scripts that ask for $BASH_VERSION",
  sources: ["run script specification R17", "dash 0.5.12"],
  fixable: "unsafe",
  messages: {
    source: {
      text: "sh has no source: source: not found, and the script goes on without what is in {file}",
      help: "write . {file}, or {bash}",
    },
    search: {
      text: "sh looks for {file} in PATH only, not in the folder of the service: not found, and {shell} ends here with exit code 2",
      help: "write . ./{file}",
    },
    command: {
      text: "sh has no {name}: {name}: not found, and the script goes on without it",
      help: "write it as POSIX sh does, or {bash}",
    },
    condition: {
      text: "sh has no [[: it looks for a program of that name, finds none, and takes that for false",
      help: "write [ ... ], or {bash}",
    },
    substitution: {
      text: "sh does not know this form of parameter: Bad substitution, and {shell} ends here with exit code 2",
      help: "write it as POSIX sh does, or {bash}",
    },
    append: {
      text: "sh has no +=: it looks for a program called {name}, finds none, and goes on without the value",
      help: 'write NAME="$NAME..."',
    },
    "exported-append": {
      text: "{name} of sh has no +=: bad variable name, and {shell} ends here with exit code 2",
      help: 'write {name} {option}="$NAME..."',
    },
    quote: {
      text: "sh knows no $'...': the dollar sign stays, and the escapes stay as they are written",
      help: "use printf, or {bash}",
    },
    translated: {
      text: 'sh knows no $"...": the dollar sign stays in front of the text',
      help: 'write "$NAME" where the value of a variable is meant, else "..."',
    },
    redirect: {
      text: "sh takes only a number or - behind >&: Bad fd number, and {shell} ends here with exit code 2",
      help: "write >FILE 2>&1",
    },
    option: {
      text: "{name} of sh has no {option}: Illegal option, and the script goes on as if {name} had failed",
      help: "write it as POSIX sh does, or {bash}",
    },
    "second-limit": {
      text: "ulimit of sh takes one limit: too many arguments at {option}, and none of them is set",
      help: "write a command for each: ulimit ...; ulimit {option} ..., or {bash}",
    },
    "last-option": {
      text: "{name} of sh has no {option}: Illegal option, and {shell} ends here with exit code 2",
      help: "leave it out, or {bash}",
    },
    "exec-option": {
      text: "exec of sh has no options: it looks for a program called {option}, and {shell} ends here with exit code 127",
      help: "leave it out, or {bash}",
    },
    signal: {
      text: "sh knows no signal {option}: trap says bad trap, and catches neither it nor what stands behind it",
      help: "write the name without SIG, such as TERM, or {bash}",
    },
    operator: {
      text: "sh compares with =: at == it says unexpected operator and takes the test for false",
      help: "write =",
    },
    arithmetic: {
      text: "sh has no ((: it starts {name} as a program in a subshell",
      help: "write [ ... ] or $((...)), or {bash}",
    },
    increment: {
      text: "sh has no {found} behind a value: arithmetic expression: expecting primary, and {shell} ends here with exit code 2",
      help: "write NAME=$((NAME + 1)) or its like, or {bash}",
    },
    sign: {
      text: "sh takes {found} for two signs in front of a number: {name} stays as it is",
      help: "write NAME=$((NAME + 1)) or its like, or {bash}",
    },
    power: {
      text: "sh has no **: arithmetic expression: expecting primary, and {shell} ends here with exit code 2",
      help: "multiply, or {bash}",
    },
    parameter: {
      text: "sh has no {name}: it is empty, and counts as 0 in $((...))",
      help: "{instead}, or {bash}",
    },
    braces: {
      text: "sh does not expand {found}: {name} gets it as it is written",
      help: "write the words one by one, or {bash}",
    },
    dot: { text: "Write ." },
    here: { text: "Write ./" },
    equals: { text: "Write =" },
  },
  example: {
    bad: "#!/bin/sh\nsource /etc/default/webd\nexec /usr/local/bin/webd $OPTIONS 2>&1\n",
    good: "#!/bin/sh\n. /etc/default/webd\nexec /usr/local/bin/webd $OPTIONS 2>&1\n",
  },
  on: {
    script: (script, report) => {
      const { tree, service } = script;
      const bash =
        (what: string): Report =>
        (found) =>
          report({ ...found, params: { ...found.params, bash: what } });
      if (isReadBySh(tree)) {
        const own = service.commands.filter(({ place }) => !place.nested);
        check({ ...tree, shell: "sh" }, own, script, bash("make #!/bin/bash the first line"));
      }
      for (const inner of service.scripts) {
        if (inner.shell === "sh") check(inner, commandsWithin(service, inner.list), script, bash("write bash -c"));
      }
    },
  },
});

function check(
  { list, faults, bashForms }: Commands,
  own: readonly ScriptCommand[],
  script: RunScript,
  reportIn: Report,
) {
  if (faults.length > 0) return;
  const report: Report = (found) => reportIn({ ...found, params: { ...found.params, shell: shellAt(found.at, list) } });
  for (const form of bashForms) {
    const name = nameIn(form, script);
    const message = name.startsWith('$"') ? "translated" : MESSAGES[form.kind];
    if (message) report({ at: form, message, params: { name } });
  }
  for (const command of own) {
    const observation = bashCommand(command, script) ?? searchedFile(command, script) ?? refusedWord(command);
    if (observation) report(observation);
  }
  for (const command of commandsOf(list)) {
    const first = arithmeticStart(command);
    if (first) report({ at: command, message: "arithmetic", params: { name: script.text.slice(first) } });
  }
  reportRedirects(own, (at) => report({ at, message: "redirect" }));
  reportParameters(list, report);
  reportArithmetic(list, report);
  for (const { name, at, found } of braces(list)) report({ at, message: "braces", params: { name, found } });
}

/** What an error ends: in a subshell that alone, and the script goes on. */
function shellAt({ start, end }: Span, list: List): string {
  const isInside = subshellsOf(list).some((each) => each.start <= start && end <= each.end);
  return isInside ? "only this subshell" : "the script";
}

/** Parameters that bash sets by itself, and what sh has instead. */
const BASH_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["EUID", "write `id -u`"],
  ["RANDOM", "use another source, such as od -An -N2 -tu2 /dev/urandom"],
]);

function reportParameters(list: List, report: Report): void {
  const variables = readVariables(list);
  for (const word of wordsOf(list)) {
    for (const { at, name } of usesOf(word.parts)) {
      const instead = BASH_PARAMETERS.get(name);
      if (instead && !variables.isSet(name))
        report({ at, message: "parameter", params: { name: `$${name}`, instead } });
    }
  }
}

/** The values that a word takes from parameters; inside `$((...))` names need no dollar sign. */
function* usesOf(parts: readonly WordPart[], inArithmetic = false): Generator<{ at: Span; name: string }> {
  for (const part of parts) {
    if (part.kind === "parameter" && part.operator === undefined) yield { at: part, name: part.name };
    else if (part.kind === "double-quoted") yield* usesOf(part.parts);
    else if (part.kind === "arithmetic") yield* usesOf(part.parts, true);
    else if (inArithmetic && part.kind === "text") {
      for (const [name] of part.text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) yield { at: part, name };
    }
  }
}

/** What dash reads otherwise in `$((...))`: measured with 0.5.12. */
function reportArithmetic(list: List, report: Report): void {
  for (const { parts } of wordsOf(list)) {
    for (const part of expressionsOf(parts)) {
      const text = part.parts.map((each) => (each.kind === "text" ? each.text : "1")).join("");
      const [, found] = /[\w)]\s*(\+\+|--)\s*(?:$|[^\s\w(+~!-])/.exec(text) ?? [];
      const [, sign, name] = /^\s*(\+\+|--)\s*([A-Za-z_]\w*)/.exec(text) ?? [];
      if (found) report({ at: part, message: "increment", params: { found } });
      else if (sign) report({ at: part, message: "sign", params: { found: sign, name } });
      else if (text.includes("**")) report({ at: part, message: "power" });
    }
  }
}

function* expressionsOf(parts: readonly WordPart[]): Generator<Extract<WordPart, { kind: "arithmetic" }>> {
  for (const part of parts) {
    if (part.kind === "arithmetic") yield part;
    else if (part.kind === "double-quoted") yield* expressionsOf(part.parts);
  }
}

/** `mkdir -p log/{a,b}` and `for n in {1..3}`: elsewhere braces may be meant as they are. */
function* braces(list: List): Generator<{ name: string; at: Word; found: string }> {
  for (const command of commandsOf(list)) {
    const { name, words } = expandedWords(command);
    for (const at of words) {
      const text = at.parts.map((part) => (part.kind === "bare" ? part.text : "x")).join("");
      const found = /\{[^{}]*(?:,|[0-9a-z]\.\.[0-9a-z])[^{}]*\}/i.exec(text);
      if (found) yield { name, at, found: found[0] };
    }
  }
}

const FILE_COMMANDS: ReadonlySet<string> = new Set([
  "chgrp",
  "chmod",
  "chown",
  "cp",
  "install",
  "ln",
  "mkdir",
  "mv",
  "rm",
  "rmdir",
  "touch",
]);

function expandedWords(command: Command): { name: string; words: readonly Word[] } {
  if (command.kind === "simple") {
    const name = literalText(command.words[0]?.parts ?? []) ?? "";
    return { name, words: FILE_COMMANDS.has(name) ? command.words : [] };
  }
  if (command.kind === "compound" && command.body.kind === "for")
    return { name: "for", words: command.body.words ?? [] };
  return { name: "", words: [] };
}

/** Forms that sh reads as something else. The rest are syntax errors. */
const MESSAGES: Readonly<Partial<Record<BashFormKind, string>>> = {
  "append-assignment": "append",
  condition: "condition",
  "dollar-quote": "quote",
  "parameter-form": "substitution",
};

function nameIn({ start, end }: BashForm, { text }: RunScript): string {
  return text.slice({ start, end });
}

const BASH_COMMANDS: ReadonlySet<string> = new Set([
  "builtin",
  "caller",
  "declare",
  "dirs",
  "disown",
  "enable",
  "let",
  "mapfile",
  "popd",
  "pushd",
  "readarray",
  "shopt",
  "typeset",
]);

function bashCommand({ command, name }: ScriptCommand, { text, service }: RunScript): Observation | undefined {
  const [at, file] = command.words;
  const isShells = at !== undefined && literalText(at.parts) === name;
  if (!isShells || service.functions.has(name) || isCommandAsked(service, name)) return undefined;
  if (name !== "source") return BASH_COMMANDS.has(name) ? { at, message: "command", params: { name } } : undefined;
  const folder = file && isBareName(file) ? "./" : "";
  const edits: Edit[] = [{ span: at, newText: "." }];
  if (file && folder) edits.push({ span: { start: file.start, end: file.start }, newText: folder });
  const params = { file: file ? folder + text.slice(file) : "the file" };
  return { at, message: "source", params, fixes: [{ title: "dot", safety: "unsafe", edits }] };
}

/** A file without a folder, which bash looks for beside the script too. */
function isBareName({ parts }: Word): boolean {
  const name = literalText(parts);
  return name !== undefined && name !== "" && !name.includes("/");
}

/** `. FILE` where FILE lies beside the script, is looked for there by a test, or has a name as no file in PATH has. */
function searchedFile({ command, name }: ScriptCommand, script: RunScript): Observation | undefined {
  const [, file] = command.words;
  if (name !== "." || file === undefined || !isBareName(file) || script.service.variables.isSet("PATH"))
    return undefined;
  const found = literalText(file.parts) ?? "";
  const isBeside = entryFor(script, `./${found}`) !== undefined || isTested(found, script);
  if (!/^\.|\.(conf|env)$/.test(found) && !isBeside) return undefined;
  const edits = [{ span: { start: file.start, end: file.start }, newText: "./" }];
  const params = { file: script.text.slice(file) };
  return { at: file, message: "search", params, fixes: [{ title: "here", safety: "unsafe", edits }] };
}

/** `[ -r FILE ]` */
function isTested(file: string, { service }: RunScript): boolean {
  return service.commands.some(
    ({ name, arguments: args }) =>
      (name === "[" || name === "test") &&
      args.some(({ text }, index) => text === file && /^-[efrs]$/.test(args[index - 1]?.text ?? "")),
  );
}

function refusedWord({ name, arguments: args }: ScriptCommand): Observation | undefined {
  const refusal = refusalOf(args);
  if (refusal === undefined) return undefined;
  const { kind, found } = refusal;
  const at = refusal.at.word;
  if (kind !== "operator") return { at, message: kind, params: { name, option: found } };
  return { at, message: kind, fixes: [{ title: "equals", safety: "unsafe", edits: [{ span: at, newText: "=" }] }] };
}

/** Of `(( ... ))`, which sh takes for a subshell in a subshell, the first word. */
function arithmeticStart(command: Command): Word | undefined {
  const inner = onlyInner(command);
  if (inner?.start !== command.start + 1 || inner.end !== command.end - 1) return undefined;
  const first = onlyInner(inner, "simple");
  return first?.kind === "simple" ? first.words[0] : undefined;
}

/** The one command of a subshell, when it is of that kind. */
function onlyInner(command: Command, kind: Command["kind"] = "compound"): Command | undefined {
  if (command.kind !== "compound" || command.body.kind !== "subshell" || command.redirects.length > 0) return undefined;
  const [item, ...more] = command.body.list.items;
  const [inner, ...others] = item?.pipelines.length === 1 ? item.pipelines[0].commands : [];
  return more.length === 0 && others.length === 0 && inner?.kind === kind ? inner : undefined;
}

/** `>& FILE` */
function reportRedirects(commands: readonly ScriptCommand[], report: (at: Span) => void): void {
  for (const { command } of commands) {
    for (const redirect of command.redirects) {
      const target = literalText(redirect.target.parts);
      // A carriage return behind it is RS003's.
      if (redirect.operator === ">&" && target !== undefined && !/^([0-9]+|-)\r?$/.test(target)) report(redirect);
    }
  }
}
