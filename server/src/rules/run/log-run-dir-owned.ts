import type { Word } from "djblint-grammars/run/tree";
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { Argument, ScriptCommand } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS061",
  name: "log-run-dir-owned",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "The script gives the folder that holds a run script away to an account",
  why:
    "The owner of a folder can replace the files in it: after the next svc -t, supervise starts the run of that account, " +
    "as root",
  silent: "Behind cd, when account or folder is not known, and for root",
  sources: ["run script specification R61"],
  fixable: "none",
  messages: {
    owned: {
      text: "{account} becomes the owner of the folder with the run script, so it can put a run of its own there that root starts",
      help: "give away only the folder that is written to, such as ./main",
    },
  },
  example: {
    bad: "#!/bin/sh\nmkdir -p ./main\nchown dlog .\nexec setuidgid dlog multilog t ./main\n",
    good: "#!/bin/sh\nmkdir -p ./main\nchown dlog ./main\nexec setuidgid dlog multilog t ./main\n",
    file: "service/x/log/run",
  },
  on: {
    script: ({ service, isLog }: RunScript, report) => {
      for (const command of service.commands) {
        if (command.name === "cd") return;
        const account = command.name === "chown" ? ownerIn(command) : undefined;
        if (account === undefined) continue;
        for (const folder of command.arguments.slice(command.arguments.indexOf(account) + 1)) {
          if (!holdsRun(folder, isLog)) continue;
          const name = (account.text ?? "").replace(/[:.].*$/s, "");
          report({ at: folder, message: "owned", params: { account: printable(name) } });
        }
      }
    },
  },
});

/** The first word behind the options, when it names an account other than root. */
function ownerIn({ arguments: args }: ScriptCommand): Argument | undefined {
  const owner = args.slice(1).find(({ head }) => !head.startsWith("-"));
  return owner?.text === undefined || /^(root|0)?([:.]|$)/.test(owner.text) ? undefined : owner;
}

/** The folder of this script, or the one of its log service. */
function holdsRun({ text, word }: Argument, isLog: boolean): boolean {
  if (text === undefined) return isWorkingDirectory(word);
  const folder = text.replace(/\/+$/, "");
  if (folder === "." || folder === ".." || SERVICE.test(folder)) return true;
  return !isLog && (folder === "./log" || folder === "log");
}

/** A service, or its log service, by the folders that scan directories are called. */
const SERVICE = /\/(service|supervise|sv)\/[^/]+(\/log)?$/;

/** `$PWD`, `` `pwd` `` */
function isWorkingDirectory({ parts: [part, ...more] }: Word): boolean {
  if (part === undefined || more.length > 0) return false;
  if (part.kind === "double-quoted") return isWorkingDirectory({ ...part, kind: "word" });
  if (part.kind === "parameter") return part.name === "PWD" && part.operator === undefined;
  if (part.kind !== "substitution") return false;
  const command = part.list.items.at(0)?.pipelines[0].commands[0];
  const [name] = command?.kind === "simple" ? (command.words[0]?.parts ?? []) : [];
  return name?.kind === "bare" && name.text === "pwd";
}
