/** Signals that a service does not get to feel: what is ignored stays so over exec. Specification X6. */
import type { RunScript } from "./run-script.js";
import type { Chain, ScriptCommand } from "./service.js";

const NUMBERED: Readonly<Record<string, string>> = {
  1: "HUP",
  2: "INT",
  3: "QUIT",
  13: "PIPE",
  14: "ALRM",
  15: "TERM",
};

/** The signals that `trap '' SIGNAL` has the shell ignore when it comes to a chain, and where it says so. */
export function ignoredSignals(
  { service, tree }: RunScript,
  { command: { start } }: Chain,
): Map<string, ScriptCommand> {
  const ignored = new Map<string, ScriptCommand>();
  for (const each of service.commands) {
    if (each.name !== "trap" || each.command.start > start || !isOfScript(each.place)) continue;
    const [, action, ...signals] = each.arguments;
    for (const { text } of signals) {
      const name = signalName(text ?? "", tree.shell === "sh");
      if (action.text === "") ignored.set(name, each);
      else ignored.delete(name);
    }
  }
  return ignored;
}

/** sh knows no name with SIG in front (RS017). */
function signalName(text: string, isSh: boolean): string {
  const name = text.toUpperCase();
  return NUMBERED[name] ?? (isSh ? name : name.replace(/^SIG/, ""));
}

/** A copy of the shell, as in ( ... ) and pipelines, keeps its traps to itself. */
function isOfScript({ nested, inFunction, inSubshell, piped, background }: ScriptCommand["place"]): boolean {
  return !nested && !inFunction && !inSubshell && !piped && !background;
}
