/** What gives RELAYCLIENT to qmail-smtpd, whoever connects: qmail-smtpd relays for those who have it. Specification C6. */
import type { Span } from "djblint-grammars/text";
import { RELAYCLIENT } from "../tcprules/variable-effects.js";
import type { RunScript } from "./run-script.js";
import type { Chain, ScriptCommand, Step } from "./service.js";
import { type Export, exportsOf } from "./service-environment.js";
import { folderOf } from "./service-folder.js";
import { onceForService } from "./service-once.js";

export interface RelayclientSource {
  readonly at: Span;
  /** The file of an environment folder. */
  readonly file?: string;
}

/** What sets the variable last on the way to a step of the chain; undefined when nothing does, or when it is taken away again. */
export function relayclientFor(program: Step, chain: Chain, script: RunScript): RelayclientSource | undefined {
  let source: RelayclientSource | undefined = setByShell(chain, script);
  for (const { effects } of chain.steps.slice(0, chain.steps.indexOf(program))) {
    for (const effect of effects) {
      if (effect.kind === "clear-environment") source = undefined;
      else if (effect.kind === "set" && effect.name === RELAYCLIENT) source = { at: effect.value };
      else if (effect.kind === "unset" && effect.value.text === RELAYCLIENT) source = undefined;
      else if (effect.kind === "directory" && effect.use === "environment") {
        const file = `${effect.value.text}/${RELAYCLIENT}`;
        const entry = effect.value.text === undefined ? undefined : script.around.find(file, folderOf(script));
        if (entry?.kind !== "file" || entry.size === undefined) continue;
        // envdir takes away the variable of an empty file.
        source = entry.size > 0 ? { at: effect.value, file } : undefined;
      }
    }
  }
  return source;
}

/** `RELAYCLIENT= COMMAND`, or `export` in front of it. */
function setByShell({ command }: Chain, { service }: RunScript): RelayclientSource | undefined {
  const assignment = command.assignments.find(({ name }) => name === RELAYCLIENT);
  if (assignment) return { at: assignment };
  const exported = exportsOfIt(service).findLast(({ start }) => start < command.start);
  const isTaken =
    exported && unsetsOfIt(service).some(({ command: { start } }) => start > exported.start && start < command.start);
  return exported && !isTaken ? { at: exported.argument } : undefined;
}

// Once for a script: it may start thousands of servers.

const exportsOfIt = onceForService((service): readonly Export[] =>
  exportsOf(service).filter(({ name }) => name === RELAYCLIENT),
);

const unsetsOfIt = onceForService((service): readonly ScriptCommand[] =>
  service.commands.filter(
    ({ name, place, arguments: args }) =>
      name === "unset" && place.certain && args.some(({ text }) => text === RELAYCLIENT),
  ),
);
