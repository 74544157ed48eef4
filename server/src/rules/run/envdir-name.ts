import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { Step } from "../../model/run/service.js";
import { entryFor } from "../../model/run/service-folder.js";
import type { TreeEntry } from "../../model/tree.js";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "RS052",
  name: "envdir-name",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "An env directory holds something that envdir does not take as it was meant",
  why:
    "Each file is one variable: its name is that of the file, its value the first line as it stands. A folder among them " +
    "ends envdir with exit 111",
  silent:
    "For directories outside of the tree that is looked at, for names that begin with a dot, which envdir skips, and for folders " +
    "with chpst -e, which skips those too",
  sources: ["run script specification R52", "envdir(8)", "measured: runit 2.1.2, s6"],
  fixable: "none",
  messages: {
    folder: {
      text: "{program} cannot read the folder {name} in {env} and exits with 111, so the service never starts",
      help: "keep nothing but files there",
    },
    dotted: {
      text: "{program} makes a variable {name} of the file {env}/{name}, which no shell and few programs can read",
      help: "name the file as the variable, or begin a name that envdir shall skip with a dot",
    },
    assignment: {
      text: "{program} takes the first line of {env}/{name} as it stands, so {name} gets the value {value}",
      help: "write the value alone",
    },
    return: {
      text: "{program} takes the first line of {env}/{name} as it stands, so the value of {name} ends with a carriage return",
      help: "save the file with the line ends of Unix",
    },
  },
  example: {
    bad:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec envdir ./env setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/env/PORT <==\nPORT=8080\n",
    good:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec envdir ./env setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/env/PORT <==\n8080\n",
  },
  on: {
    chain: ({ steps }, script, report) => {
      for (const step of steps) {
        const { effects, certain } = step;
        if (!certain) return;
        for (const effect of effects) {
          if (effect.kind !== "directory" || effect.use !== "environment" || effect.value.text === undefined) continue;
          const folder = entryFor(script, effect.value.text);
          const children = (folder && script.around.children(folder.path)) ?? [];
          const statements = children.flatMap((child) => statementAbout(child, script, step) ?? []);
          // At a folder it ends, whatever the files say.
          const fatal = statements.find(({ message }) => message === "folder");
          for (const { message, params } of fatal ? [fatal] : statements) {
            report({
              at: effect.value,
              message,
              params: { ...params, program: step.name, env: printable(effect.value.text) },
            });
          }
        }
      }
    },
  },
});

function statementAbout({ path, kind }: TreeEntry, { around }: RunScript, step: Step): Statement | undefined {
  const name = printable(path.slice(path.lastIndexOf("/") + 1));
  if (name.startsWith(".")) return undefined;
  if (kind === "directory") return step.name === "chpst" ? undefined : { message: "folder", params: { name } };
  if (name.includes(".")) return { message: "dotted", params: { name } };
  const text = around.text(path);
  const line = text?.slice({ start: 0, end: Math.min(text.bytes.length, LONGEST) }).split("\n")[0] ?? "";
  if (line.startsWith(`${name}=`)) return { message: "assignment", params: { name, value: printable(line) } };
  // s6-envdir cuts it off.
  return line.endsWith("\r") && step.name !== "s6-envdir" ? { message: "return", params: { name } } : undefined;
}

const LONGEST = 1024;
