import type { ScriptCommand, Service } from "./service.js";

/** The command behind which nothing of a script runs: an `exec` or `exit` that is always reached. */
export function endingCommand({ commands }: Service): ScriptCommand | undefined {
  return commands.find(({ place, name, arguments: args }) => {
    const isReached = place.certain && !place.piped && !place.inSubshell && !place.nested;
    return isReached && (name === "exit" || (name === "exec" && args.length > 1));
  });
}

/** The command in front of an `exit` that the script ends with, where both are always reached. */
export function commandBeforeExit({ commands }: Service): ScriptCommand | undefined {
  const [last, before] = commands.filter(({ place }) => !place.nested && !place.inFunction).reverse();
  return last?.name === "exit" && last.place.certain && before?.place.certain ? before : undefined;
}
