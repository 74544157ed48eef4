import type { ScriptCommand, Service } from "./service.js";

/** The command behind which nothing of a script runs: an `exec` or `exit` that is always reached. */
export function endingCommand({ commands }: Service): ScriptCommand | undefined {
  return commands.find(({ place, name, arguments: args }) => {
    const isReached = place.certain && !place.piped && !place.inSubshell && !place.nested;
    return isReached && (name === "exit" || (name === "exec" && args.length > 1));
  });
}
