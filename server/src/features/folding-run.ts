/** Compound commands, functions and here-documents. */
import { commandsOf } from "djblint-grammars/run/walk";
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "../model/run/run-script.js";

export function blocksOfRun({ tree }: RunScript): Span[] {
  return commandsOf(tree.list).flatMap((command): Span[] => {
    // Its body is a command of its own.
    if (command.kind === "function") return [];
    const documents = command.redirects.flatMap(({ hereDocument }) => hereDocument ?? []);
    // A command that goes on behind a backslash can be folded too.
    return [command, ...documents];
  });
}
