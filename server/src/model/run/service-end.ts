import { type Chain, commandsWithin, mainOf, type ScriptCommand, type Service, type Step } from "./service.js";
import { onceForService } from "./service-once.js";

/** The command behind which nothing of a script runs: an `exec` or `exit` that is always reached. */
export const endingCommand = onceForService((service) => {
  const ending = service.commands.find((command) => !command.place.nested && endsScript(command));
  return ending?.name === "exec" && survivesExec(service) ? undefined : ending;
});

/** Chains that the shell comes to: in front of the command that ends the script, or its own. */
export const reachedChains = onceForService((service): readonly Chain[] => {
  const end = endingCommand(service)?.command.end ?? Number.POSITIVE_INFINITY;
  return service.chains.filter(({ command }) => command.start < end);
});

/** The chain that the service ends up as. */
export const mainChain = onceForService((service) =>
  mainOf(reachedChains(service).filter(({ place }) => !place.nested)),
);

/** Whether a script, or that of `sh -c`, always ends with a command. Of `exec "$@"` no word may be left: then it does nothing. */
export function endsScript({ place, name, arguments: args }: ScriptCommand): boolean {
  if (!place.certain || place.piped || place.inSubshell) return false;
  return name === "exit" || (name === "exec" && args.slice(1).some(({ count }) => count === "one"));
}

/** `shopt -s execfail` of bash: the script goes on when exec fails. */
function survivesExec({ commands }: Service): boolean {
  return commands.some(({ name, arguments: args }) => name === "shopt" && args.some(({ text }) => text === "execfail"));
}

/** What may be the last command of a script. */
export function lastCommand(service: Service | undefined): ScriptCommand | undefined {
  return service?.commands.findLast(({ place }) => place.last && !place.nested);
}

/** The command in front of an `exit` that the script ends with, where both are always reached. */
export const commandBeforeExit = onceForService(({ commands }) => {
  const [last, before] = commands.filter(({ place }) => !place.nested && !place.inFunction).reverse();
  return last?.name === "exit" && last.place.certain && before?.place.certain ? before : undefined;
});

/** What the script of `sh -c` in a chain ends with, if that is a command without exec. bash puts exec there itself. */
export function commandInShell(chain: Chain, service: Service): ScriptCommand | undefined {
  const last = shellOf(chain)?.name === "sh" ? lastOfShell(chain, service) : undefined;
  return last && last.name !== "exec" && !last.place.background ? last : undefined;
}

function shellOf({ steps }: Chain): Step | undefined {
  return steps.find(({ program }) => program?.kind === "interpreter");
}

/** What the script of `sh -c`, or of another shell, in a chain ends with: one command, in no branch, pipeline or loop. */
export function lastOfShell(chain: Chain, service: Service): ScriptCommand | undefined {
  const script = shellOf(chain)?.arguments.at(0);
  if (script === undefined) return undefined;
  const [last, ...others] = commandsWithin(service, script).filter(({ place }) => place.last);
  if (last === undefined || others.length > 0) return undefined;
  const { piped, inLoop, inFunction } = last.place;
  return piped || inLoop || inFunction ? undefined : last;
}
