import { printable } from "djblint-grammars/text";
import { type Chain, lastBefore, type ScriptCommand, type Service, type Value } from "../../model/run/service.js";
import { folderOf } from "../../model/run/service-folder.js";
import { onceForService } from "../../model/run/service-once.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS063",
  name: "relative-path",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "A relative path is used behind cd, and the file lies in the folder of the service",
  why: "supervise starts the script in the folder of the service; behind cd a relative path means another file",
  silent:
    "Without cd, behind one that is in a branch, a function or a copy of the shell, and when the file is not seen in the folder of " +
    "the service or may be in the other one",
  sources: ["run script specification X1, R63"],
  fixable: "none",
  messages: {
    elsewhere: {
      text: "behind cd {folder}, {path} is looked for there, but it lies in the folder of the service",
      help: "write the full path, or leave cd out",
    },
  },
  example: {
    bad:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\ncd /var/qmail\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      "==> service/smtp/smtp.cdb <==\n",
    good:
      "==> service/smtp/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd\n" +
      "==> service/smtp/smtp.cdb <==\n",
  },
  on: {
    chain: (chain, script, report) => {
      const folder = folderGoneTo(script.service, chain);
      if (folder === undefined) return;
      const own = folderOf(script);
      const { around } = script;
      for (const value of pathsOf(chain)) {
        const path = value.text ?? "";
        if (path === "" || path.startsWith("/") || around.find(path, own) === undefined) continue;
        const there = around.find(folder, own);
        if (there !== undefined && around.find(path, there.path) !== undefined) continue;
        report({
          at: value,
          message: "elsewhere",
          params: { folder: printable(folder), path: printable(path) },
        });
      }
    },
  },
});

/** Where the last `cd` in front of a chain leads, when the script comes past it in any case. */
function folderGoneTo(service: Service, { command, place }: Chain): string | undefined {
  const move = lastBefore(movesOf(service), command.start);
  if (move === undefined || !isSure(move) || move.place.nested !== place.nested) return undefined;
  const text = move.arguments.length === 2 ? move.arguments[1].text : undefined;
  return text?.startsWith("-") ? undefined : text;
}

const movesOf = onceForService(({ commands }) => commands.filter(({ name }) => name === "cd"));

function isSure({ place: { certain, inSubshell, piped } }: ScriptCommand): boolean {
  return certain && !inSubshell && !piped;
}

function pathsOf({ steps }: Chain): Value[] {
  return steps.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === "rules" || effect.kind === "directory" ? [effect.value] : [])),
  );
}
