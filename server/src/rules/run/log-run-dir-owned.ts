import type { Word } from "djblint-grammars/run/tree";
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import { type Argument, lastStep, type ScriptCommand, type Service } from "../../model/run/service.js";
import { identityOf } from "../../model/run/service-identity.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS061",
  name: "log-run-dir-owned",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "The script gives a run script, or the folder that holds it, away to an account, or the logger writes there",
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
    file: {
      text: "{account} becomes the owner of the run script, so it can write into it what root starts",
      help: "give away only the folder that is written to, such as ./main",
    },
    log: {
      text: "{program} writes beside the run script: as {account} may write there, it can put a run of its own there that root starts",
      help: "write the log into a folder of its own, such as ./main, and make {account} the owner of that folder only",
    },
  },
  example: {
    bad: "#!/bin/sh\nmkdir -p ./main\nchown dlog .\nexec setuidgid dlog multilog t ./main\n",
    good: "#!/bin/sh\nmkdir -p ./main\nchown dlog ./main\nexec setuidgid dlog multilog t ./main\n",
    file: "service/x/log/run",
  },
  on: {
    script: ({ service, isLog }: RunScript, report) => {
      reportLogBeside(service, report);
      for (const command of service.commands) {
        if (command.name === "cd") return;
        const account = command.name === "chown" ? ownerIn(command) : undefined;
        if (account === undefined) continue;
        for (const folder of command.arguments.slice(command.arguments.indexOf(account) + 1)) {
          const message = holdsRun(folder, isLog) ? "owned" : isRun(folder) && "file";
          const name = (account.text ?? "").replace(/[:.].*$/s, "");
          if (message) report({ at: folder, message, params: { account: printable(name) } });
        }
      }
    },
  },
});

/** A logger that writes beside the run script, as an account other than root. */
function reportLogBeside({ names, chains }: Service, report: Report): void {
  if (names.has("cd")) return;
  for (const chain of chains) {
    const { name: program, arguments: args } = lastStep(chain);
    const identity = identityOf(chain);
    if (!LOGGERS.has(program) || identity.kind !== "account") continue;
    const at = args.find(({ text }) => /^\.\/*$/.test(text ?? ""));
    const account = printable((identity.value.text ?? "").replace(/:.*$/s, ""));
    if (at && account !== "" && account !== "root") report({ at, message: "log", params: { account, program } });
  }
}

const LOGGERS: ReadonlySet<string> = new Set(["multilog", "svlogd", "s6-log"]);

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

/** `run` itself, also among all files. */
function isRun({ text, word: { parts } }: Argument): boolean {
  if (text === "*" || text === "./*") return parts.every(({ kind }) => kind === "bare");
  return text !== undefined && /^(\.\/)?(log\/)?run$/.test(text);
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
