import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import { daemonNamed, type ProgramKind, programNamed } from "../../model/run/chain-programs.js";
import type { Operand, Step } from "../../model/run/service.js";
import { isTool } from "../../model/run/service-tools.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS131",
  name: "missing-word",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "A program of a chain lacks its fixed word, such as the account of setuidgid, and takes the next program for it",
  why:
    "setuidgid looks for an account of that name, envdir for a directory; setlock makes such a file. What stands behind it is then " +
    "taken for the program: unknown account, or unable to run, once a second",
  silent:
    "Where the word behind it is a program that is known, or has a slash: then the word may be the name of an account, unless it " +
    "has a slash itself; for the folder env and for paths outside of folders of programs",
  sources: ["run script specification C1, C4", "measured: daemontools 0.76, s6 2.11", "gosu 1.17 and su-exec: source"],
  fixable: "none",
  messages: {
    taken: {
      text: "{program} takes {word} for its {name}, and {next} for the program to start",
      help: "write {synopsis}",
    },
    path: {
      text: "{program} takes {word} for its {name}: no account has a slash in its name, and nothing is started",
      help: "write {synopsis}",
    },
    account: {
      text: "{program} takes {word} for the program to start, because no option stands in front of it",
      help: "write -u {word}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec setlock -n setuidgid web /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setlock -n lock setuidgid web /usr/local/bin/webd\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      for (const [index, step] of steps.entries()) {
        if (!step.certain) return;
        const next = steps[index + 1];
        if (next && isAccountAlone(step, next)) {
          report({ at: next.word, message: "account", params: { program: step.name, word: printable(next.name) } });
          return;
        }
        const taken = next && takenFor(step, next);
        if (taken === undefined) continue;
        const { message, operand } = taken;
        const { name, program: { synopsis } = { synopsis: "" } } = step;
        const params = { program: name, word: printable(operand.text ?? ""), name: operand.spec.name, synopsis };
        report({ at: operand, message, params: { ...params, next: next.name } });
        return;
      }
    },
  },
});

/** `chpst web /usr/local/bin/webd`: without options chpst does nothing. */
function isAccountAlone({ name, options }: Step, next: Step): boolean {
  const [behind] = next.arguments;
  if (name !== "chpst" || options.length > 0 || behind?.text === undefined) return false;
  const isName = /^[a-z_][\w-]*(:[\w:-]+)?$/.test(literalText(next.word.parts) ?? "");
  const isProgramBehind =
    /^\/(.*\/)?(s?bin|command|libexec)\//.test(behind.text) ||
    programNamed(behind.text) !== undefined ||
    daemonNamed(behind.text) !== undefined;
  return isName && isProgramBehind && !mayBeProgram(next) && !isTool(next.name);
}

function takenFor({ program, operands }: Step, next: Step) {
  if (program?.kind !== "chain") return undefined;
  const path = operands.find(isPathOfAccount);
  if (path) return { message: "path", operand: path } as const;
  const operand = mayBeProgram(next) ? undefined : operands.find(isProgram);
  return operand && ({ message: "taken", operand } as const);
}

function isPathOfAccount({ text, spec }: Operand): boolean {
  return (spec.role === "account" || spec.role === "ids") && text?.includes("/") === true;
}

/** Programs of a chain, of which no account and no directory has the name. */
const KINDS: ReadonlySet<ProgramKind | undefined> = new Set<ProgramKind>(["chain", "server", "logger", "wrapper"]);

function isProgram({ text, spec }: Operand): boolean {
  const isName = spec.role !== undefined && spec.role !== "root-directory";
  const [, folder = "", name = ""] = /^(.*\/)?([^/]*)$/.exec(text ?? "") ?? [];
  // `./env` and `env` are what the folder of envdir is called, and `./lock` may be a file.
  const isPath = !/^$|^\/(command|(usr\/(local\/)?)?s?bin)\/$/.test(folder) || name === "env";
  return isName && !isPath && KINDS.has(programNamed(name)?.kind);
}

/** What the shell puts in may be any program. Of a word that begins with a hyphen, and of a number, other rules speak (RS044, RS126). */
function mayBeProgram({ name, word }: Step): boolean {
  const text = literalText(word.parts);
  return (
    text === undefined ||
    text.includes("/") ||
    name === "" ||
    /^[-0-9]/.test(name) ||
    programNamed(name) !== undefined ||
    daemonNamed(name) !== undefined
  );
}
