import { parseScript } from "djblint-grammars/run/parser";
import type { Command, Script } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { encodeLatin1, printable } from "djblint-grammars/text";
import { BASH_FORM_WORDS } from "../bash-form-words.js";
import { defineRule, type Observation } from "../rule.js";

export default defineRule({
  code: "QM816",
  name: "unreadable-program",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A program in a .qmail file is no command that /bin/sh can read or run, or one for bash alone",
  why:
    "qmail-local hands the line to /bin/sh -c, which on many systems is dash or another POSIX shell. At a syntax error it " +
    "ends with code 2: qmail-local then keeps the mail in the queue, tries until it is too old, and returns it",
  silent: "About &>, for which another rule is there",
  sources: ["qmail specification Q1", "qmail-command(8)", "dash 0.5.12"],
  fixable: "none",
  messages: {
    unexpected: {
      text: "mail stays in the queue: /bin/sh stops with a syntax error, as {found} cannot stand here",
      help: "check the quotes and the words in front of it: then, do, fi, done, esac",
    },
    mismatch: {
      text: "mail stays in the queue: /bin/sh stops with a syntax error, as {found} stands where {wanted} has to",
      help: "complete the command in front of it; a program has one line",
    },
    unclosed: {
      text: "mail stays in the queue: /bin/sh stops with a syntax error, as {found} is never closed with {wanted}",
      help: "write the missing {wanted}; a program has one line",
    },
    bash: {
      text: "where /bin/sh is not bash, it stops here with an error and mail stays in the queue: {form} is a form of bash",
      help: "write it without {form}, or write bash -c '...'",
      severity: "warning",
    },
    substitution: {
      text: "where /bin/sh is not bash, it stops here with Bad substitution, and mail stays in the queue",
      help: "write it as POSIX sh does, or write bash -c '...'",
      severity: "warning",
    },
    redirect: {
      text: "where /bin/sh is not bash, it stops here with an error and mail stays in the queue: only a number or - stands behind >&",
      help: "write >FILE 2>&1, or >>FILE 2>&1 to append",
      severity: "warning",
    },
    condition: {
      text: "where /bin/sh is not bash, this never holds: it looks for a program called [[, and finds none",
      help: "write [ ... ], or bash -c '...'",
      severity: "warning",
    },
    operator: {
      text: "where /bin/sh is not bash, this never holds: it compares with =, and knows no ==",
      help: "write =",
      severity: "warning",
    },
    folder: {
      text: "/bin/sh runs no folder: {found} is no program, and delivers nothing",
      help: "write it on a line of its own",
    },
    cut: {
      text: "/bin/sh runs no folder: {found} is all that it takes for the program, and nothing is delivered",
      help: "leave out the blank behind {found}",
    },
    source: {
      text: "where /bin/sh is not bash, it looks for a program called source, and finds none",
      help: "write . and the path of the file",
      severity: "warning",
    },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "|if [ -f away ]; then exit 99\n",
    good: "|if [ -f away ]; then exit 99; fi\n",
  },
  on: {
    lines: {
      instruction: (line, _file, report) => {
        if (line.instruction !== "program" || !UNUSUAL.test(line.argument.text)) return;
        const { start } = line.argument;
        // Another rule speaks about the line end.
        const text = line.argument.text.replace(/\r$/, "");
        const said = trouble(parseScript(encodeLatin1(text)));
        if (said) report({ ...said, at: { start: start + said.at.start, end: start + said.at.end } });
      },
    },
  },
});

/** Most programs are a path and some words. */
const UNUSUAL = /["'`$()<>&;|[{=]|\/$|^\s*\/[a-z/]{0,16}\s|\b(if|for|while|until|case|source|function|then|do)\b/;

/** The first thing that keeps sh from doing what is written. */
function trouble({ list, faults: [fault], bashForms }: Script): Observation | undefined {
  if (fault?.kind === "nested-too-deep") return undefined;
  if (fault?.form) return { at: fault.form, message: "bash", params: { form: BASH_FORM_WORDS[fault.form.kind] } };
  if (fault) {
    const { kind, found, wanted } = fault;
    const message = kind === "unclosed" ? "unclosed" : wanted === undefined ? "unexpected" : "mismatch";
    return { at: fault, message, params: { found: printable(found), wanted: wanted ?? "" } };
  }
  const form = bashForms.find(({ kind }) => kind !== "both-streams-redirect");
  if (form?.kind === "condition") return { at: form, message: "condition" };
  if (form?.kind === "parameter-form") return { at: form, message: "substitution" };
  for (const command of commandsOf(list)) {
    const said = commandTrouble(command);
    if (said) return said;
  }
  return undefined;
}

/** What a blank in the path of a program leaves of it. */
const FOLDER = /^\/((usr|var|opt|home)|((usr|usr\/local|var\/qmail)\/)?s?bin|usr\/local|var\/qmail)?$/;

function commandTrouble(command: Command): Observation | undefined {
  if (command.kind !== "simple") return undefined;
  const [name, ...others] = command.words.map(({ parts }) => literalText(parts));
  if (name === "source") return { at: command.words[0], message: "source" };
  if (name && FOLDER.test(name) && others.length > 0) {
    return { at: command.words[0], message: "cut", params: { found: printable(name) } };
  }
  if (name && /^\.{0,2}\/.*\/$/.test(name)) {
    return { at: command.words[0], message: "folder", params: { found: printable(name) } };
  }
  const equals = name === "[" || name === "test" ? others.indexOf("==") : -1;
  if (equals >= 0) return { at: command.words[equals + 1], message: "operator" };
  const redirect = command.redirects.find(
    ({ operator, target }) => operator === ">&" && !/^(\d+|-)$/.test(literalText(target.parts) ?? "-"),
  );
  return redirect && { at: redirect, message: "redirect" };
}
