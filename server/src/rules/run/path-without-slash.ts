import { literalText } from "djblint-grammars/run/words";
import { printable, type Span } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { Argument, Chain, Step } from "../../model/run/service.js";
import { folderOf } from "../../model/run/service-folder.js";
import { movesBefore } from "../../model/run/service-way.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS129",
  name: "path-without-slash",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "A path such as usr/bin/webd or var/log/web lacks the slash at its start, or a blank stands behind it, or behind the dot of ./settings",
  why: "supervise starts the script in the folder of the service, and there the path is looked for",
  silent: "Behind cd, chroot and their like, and when there is such a file or folder in that of the service",
  sources: ["run script specification X1"],
  fixable: "unsafe",
  messages: {
    relative: {
      text: "{path} is looked for in the folder of the service, because it does not begin with a slash",
      help: "write /{path}",
    },
    split: {
      text: "the blank behind / makes two paths of one: {program} goes through the whole host, and then looks for {path} in the folder of the service",
      help: "write /{path}",
      severity: "error",
    },
    dot: {
      text: "the blank makes a command of the dot: the shell reads {path} at the root of the host, and not the {name} in the folder of the service",
      help: "write . ./{name}, or ./{name} when it is a program",
    },
    insert: { text: "Write /{path}" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid web usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec setuidgid web /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    script: (script, report) => {
      for (const { name: program, arguments: args } of script.service.commands) {
        if (program === ".") reportDot(args.at(1), script, report);
        if (!GO_THROUGH.has(program)) continue;
        const isRecursive = args.some(({ text = "" }) => /^(-[A-Za-z]*[rR]|--recursive$)/.test(text));
        const at = args.findIndex(({ text }, index) => text === "/" && BELOW_ROOT.test(args[index + 1]?.text ?? ""));
        if (!isRecursive || at < 0) continue;
        const span = { start: args[at].start, end: args[at + 1].end };
        const params = { program, path: printable(args[at + 1].text ?? "") };
        const edits = [{ span: { start: args[at].end, end: args[at + 1].start }, newText: "" }];
        report({ at: span, message: "split", params, fixes: [{ title: "insert", params, safety: "unsafe", edits }] });
      }
    },
    chain: (chain, script, report) => {
      const { around, service } = script;
      if (movesBefore(chain, service).length > 0 || changesDirectory(chain)) return;
      for (const { path, at } of pathsOf(chain)) {
        if (!FROM_ROOT.test(path) || around.find(path, folderOf(script)) !== undefined) continue;
        const params = { path: printable(path) };
        const edits = [{ span: { start: at.start, end: at.start }, newText: "/" }];
        report({ at, message: "relative", params, fixes: [{ title: "insert", params, safety: "unsafe", edits }] });
      }
    },
  },
});

/** `. /settings`, where the settings lie beside the script and none at the root. */
function reportDot(word: Argument | undefined, script: RunScript, report: Report): void {
  const [, name] = /^\/([^/]+)$/.exec(word?.text ?? "") ?? [];
  const folder = folderOf(script);
  const beside = name ? script.around.find(`./${name}`, folder) : undefined;
  if (!word || !name || beside?.kind !== "file") return;
  // In a copy of a service, its folder may pass for the root of a host.
  const atRoot = script.around.find(`/${name}`, folder);
  if (atRoot && atRoot.path !== beside.path) return;
  report({ at: word, message: "dot", params: { path: printable(`/${name}`), name: printable(name) } });
}

/** What lies below the root of a host, and hardly in the folder of a service. */
const FROM_ROOT =
  /^(usr\/(bin|sbin|local|lib|libexec|pkg)|var\/(log|qmail|lib|run|spool|multilog|service|db)|command)\/./;

const GO_THROUGH: ReadonlySet<string> = new Set(["chgrp", "chmod", "chown", "rm"]);

const BELOW_ROOT = /^(command|etc|home|mail|opt|run|service|srv|tmp|usr|var)(\/|$)/;

function changesDirectory({ steps }: Chain): boolean {
  return steps.some(({ effects }) =>
    effects.some((effect) => effect.kind === "directory" && effect.use !== "environment"),
  );
}

interface WrittenPath {
  readonly path: string;
  readonly at: Span;
}

function pathsOf({ steps }: Chain): WrittenPath[] {
  return steps.flatMap((step) => [
    { path: literalText(step.word.parts) ?? "", at: step.word },
    ...valuesOf(step),
    ...directoriesOf(step),
  ]);
}

function valuesOf({ effects }: Step): WrittenPath[] {
  return effects.flatMap((effect) => {
    const isPath = effect.kind === "directory" || effect.kind === "rules";
    return isPath && effect.value.text !== undefined ? [{ path: effect.value.text, at: effect.value }] : [];
  });
}

/** Where svlogd writes; for multilog such a word is no directory at all (RS057). */
function directoriesOf(step: Step): WrittenPath[] {
  if (step.name !== "svlogd") return [];
  return step.arguments.map(({ text = "", start, end }) => ({ path: text, at: { start, end } }));
}
