import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { printable, type Span } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { Chain, Step } from "../../model/run/service.js";
import { entryFor, folderOf, isMissingFor, isWhole } from "../../model/run/service-folder.js";
import { endsAtOptions } from "../../model/run/service-refused.js";
import type { TreeEntry } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS065",
  name: "program-not-found",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "A program that is to lie in the folder of the service is not there, not executable, or a folder",
  why: "The script ends with `not found`, exit 127 or 111, once a second, and what stands behind exec never runs",
  silent:
    "For programs outside of that folder, where nothing but scripts is kept of the service, when something of the same " +
    "name or a Makefile lies there from which it may be made, when an earlier command of the script names it too and may make " +
    "it, and behind cd",
  sources: ["run script specification C4, C5, R65"],
  fixable: "none",
  messages: {
    missing: {
      text: "there is no {path} in the folder of the service: not found, once a second",
      help: "put it there, or write the path where it is",
    },
    folder: {
      text: "{path} is a folder and no program: permission denied, and nothing is started",
      help: "write the program; to take variables from the files in it, write envdir in front",
    },
    locked: {
      text: "{path} is not executable (mode {mode}): permission denied, and it is not started",
      help: "chmod +x {path}, or write . {path} to read it as settings",
    },
  },
  example: {
    bad:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web ./webd\n" + "==> service/web/bin/webd <==\n",
    good:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web bin/webd\n" + "==> service/web/bin/webd <==\n",
  },
  on: {
    script: (script, report) => {
      // Where nothing is executable, the modes say nothing.
      const isUnknown = isPlain(script.around.find(script.path, folderOf(script)));
      for (const { command, chain } of script.service.commands) {
        for (const word of chain ? startedWords(chain, script) : command.words.slice(0, 1)) {
          const path = literalText(word.parts);
          const entry = path?.startsWith("./") ? entryFor(script, path) : undefined;
          if (entry?.kind === "directory")
            report({ at: word, message: "folder", params: { path: printable(path ?? "") } });
          if (isUnknown || path === undefined || !isPlain(entry) || mayBeChanged(path, command, script)) continue;
          const mode = (entry?.mode ?? 0) & 0o777;
          report({ at: word, message: "locked", params: { path: printable(path), mode: mode.toString(8) } });
        }
      }
    },
    chain: (chain, script, report) => {
      const started = startedWords(chain, script);
      for (const { word, certain } of chain.steps) {
        if (!started.includes(word)) return;
        const path = literalText(word.parts);
        if (path?.startsWith("./") && isWhole(script) && isMissingFor(script, path)) {
          if (!mayBeBuilt(path, script) && !mayBeMade(path, chain, script))
            report({ at: word, message: "missing", params: { path: printable(path) } });
        }
        if (!certain) return;
      }
    },
  },
});

/** The programs of a chain as far as they are started: one may end at its options, and envdir at its folder (RS051). */
function startedWords({ steps }: Chain, script: RunScript): Word[] {
  const ending = steps.findIndex((step) => endsAtOptions(step) || lacksFolder(step, script));
  return (ending < 0 ? steps : steps.slice(0, ending + 1)).map(({ word }) => word);
}

function lacksFolder({ name, operands: [folder] }: Step, script: RunScript): boolean {
  return name === "envdir" && folder?.text !== undefined && isMissingFor(script, folder.text);
}

/** A file that nobody may execute. */
function isPlain(entry: TreeEntry | undefined): boolean {
  return entry?.kind === "file" && entry.mode !== undefined && (entry.mode & 0o111) === 0;
}

/** From sources such as prog.c, or by a Makefile. */
function mayBeBuilt(path: string, script: RunScript): boolean {
  const stem = `${path.slice(path.lastIndexOf("/") + 1)}.`;
  const siblings = script.around.children(folderOf(script)) ?? [];
  return siblings.some((entry) => {
    const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
    return name.startsWith(stem) || /^[Mm]akefile$/.test(name);
  });
}

/** By a command in front, such as chmod; `[ -r FILE ]` does nothing to it. */
function mayBeChanged(path: string, { start }: Span, script: RunScript): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return script.service.commands.some(
    ({ command, name: program, arguments: args }) =>
      command.end <= start &&
      args.some(({ tail }) => tail.slice(tail.lastIndexOf("/") + 1) === name) &&
      !(program === "[" && args.some(({ text }) => /^-[efrs]$/.test(text ?? ""))),
  );
}

/** By the script itself, such as with ln, cp, cc or wget. */
function mayBeMade(path: string, { command }: Chain, { service }: RunScript): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const before = service.commands.filter((earlier) => earlier.command.end <= command.start);
  return before.some((earlier) => earlier.arguments.some(({ tail }) => tail.slice(tail.lastIndexOf("/") + 1) === name));
}
