import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { Chain } from "../../model/run/service.js";
import { entryFor, folderOf, isMissingFor, isWhole } from "../../model/run/service-folder.js";
import { isNameless } from "../../model/run/service-misread.js";
import { onceForService } from "../../model/run/service-once.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS051",
  name: "envdir-missing",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "The directory of envdir, or that of chpst -e, is not there, or is a file",
  why: "`envdir: fatal: unable to switch to directory: file does not exist`, exit 111, once a second",
  silent:
    "For directories outside of the tree that is looked at, where nothing but scripts is kept of the service, behind cd (unless " +
    "the directory lies beside the script, and not there), " +
    "and when the script makes it",
  sources: ["run script specification R51"],
  fixable: "none",
  messages: {
    missing: {
      text: "there is no directory {folder}, so the service never starts: {program} exits with 111",
      help: "make {folder}, with one file for each variable",
    },
    file: {
      text: "{folder} is a file: {program} goes into a directory and reads the files there; not a directory, exit 111",
      help: "write the directory that the file is in",
    },
    moved: {
      text: "the script goes to {there} in front, so {program} looks for {folder} there, and not beside the script, where it is",
      help: "write cd behind it, or the full path of {folder}",
      severity: "warning",
    },
  },
  example: {
    bad:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec envdir ./env setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/environment/PORT <==\n8080\n",
    good:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec envdir ./env setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/env/PORT <==\n8080\n",
  },
  on: {
    chain: (chain, script, report) => {
      if (script.service.names.has("mkdir")) return;
      const there = folderGoneToBefore(chain, script);
      for (const [index, { name: program, effects, certain }] of chain.steps.entries()) {
        // What is glued to the name of the folder is missing behind it (RS044).
        if (!certain || isNameless(chain.steps[index + 1])) return;
        for (const effect of effects) {
          if (effect.kind !== "directory" || effect.use !== "environment") continue;
          const { text } = effect.value;
          const params = { program, folder: printable(text ?? ""), there: printable(there ?? "") };
          for (const message of troublesOf(text, there, script)) report({ at: effect.value, message, params });
        }
      }
    },
  },
});

/** What is wrong with a folder for a script that has gone to another one. */
function troublesOf(path: string | undefined, there: string | undefined, script: RunScript): string[] {
  if (path === undefined) return [];
  // Of an option in its place another rule speaks (RS044).
  const isMissing = !path.startsWith("-") && isWhole(script) && isMissingFor(script, path);
  return [
    there !== undefined && isLeftBehind(path, there, script) ? "moved" : [],
    entryFor(script, path)?.kind === "file" ? "file" : [],
    isMissing ? "missing" : [],
  ].flat();
}

/** Where the only `cd` of a script leads, when it is always gone through in front of a command. */
function folderGoneToBefore({ command }: Chain, { service }: RunScript): string | undefined {
  const gone = onlySureChange(service);
  return gone && gone.command.end <= command.start ? gone.arguments[1]?.text : undefined;
}

const onlySureChange = onceForService(({ commands }) => {
  const [gone, ...others] = commands.filter(({ name }) => name === "cd");
  const { certain, inSubshell, piped, nested } = gone?.place ?? {};
  return certain && !inSubshell && !piped && !nested && others.length === 0 ? gone : undefined;
});

/** A folder of the service that is not where the script has gone. */
function isLeftBehind(path: string, there: string, script: RunScript): boolean {
  const { around } = script;
  const folder = folderOf(script);
  if (path.startsWith("/") || /^(\.\/?|-)?$/.test(there)) return false;
  return around.find(path, folder)?.kind === "directory" && around.find(`${there}/${path}`, folder) === undefined;
}
