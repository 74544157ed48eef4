/** What a script asks about the shell that reads it. */
import type { Script } from "djblint-grammars/run/tree";
import { parametersOf, wordsOf } from "djblint-grammars/run/walk";
import type { Service } from "./service.js";
import { onceForService } from "./service-once.js";

/** Whether sh reads a script: not where the script hands itself over to bash, or asks whether it is bash that reads it. */
export function isReadBySh({ shell, list }: Pick<Script, "shell" | "list">): boolean {
  return shell === "sh" && !asksForBash(list);
}

/** `[ -n "$BASH_VERSION" ] || exec bash "$0"` */
function asksForBash(list: Script["list"]): boolean {
  for (const { parts } of wordsOf(list)) {
    for (const { name } of parametersOf(parts)) {
      if (name === "BASH" || name === "BASH_VERSION") return true;
    }
  }
  return false;
}

/** Whether a script asks if there is a command: `command -v shopt`, `type shopt`. */
export function isCommandAsked(service: Service, wanted: string): boolean {
  return commandsAsked(service).has(wanted);
}

const commandsAsked = onceForService(({ commands }): ReadonlySet<string> => {
  const asking = commands.filter(({ name }) => ASKERS.has(name));
  return new Set(asking.flatMap(({ arguments: args }) => args.slice(1).flatMap(({ text }) => text ?? [])));
});

const ASKERS: ReadonlySet<string> = new Set(["command", "hash", "type", "which"]);
