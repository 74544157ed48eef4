/** What the shell does for itself on its way to a chain: where it goes, what it limits. Specification X1, X6. */
import { type Chain, lastStep, type Move, type ScriptCommand, type Service } from "./service.js";
import { onceForService } from "./service-once.js";

/** The moves in front of the program that stays, in the order of the script. */
export function movesBefore(chain: Chain, service: Service): Move[] {
  return service.moves.filter((move) => isOnTheWay(move, chain, service));
}

/**
 * Whether the shell that ends up as a chain may come past a command in front of it. A copy of the shell that both are in
 * is taken for the same.
 */
export function isOnTheWay(
  { place, command }: Pick<ScriptCommand, "place" | "command">,
  chain: Chain | undefined,
  service: Service,
): boolean {
  if (place.background || (chain && command.start >= lastStep(chain).word.start)) return false;
  const isInside = chain !== undefined && command.start > chain.command.start;
  if (place.nested && !isInside && !chain?.place.nested) return false;
  if (place.inFunction && !callsFunctions(service)) return false;
  // What stays of the script of `sh -c` runs in no copy of its shell.
  const around = isInside ? undefined : chain?.place;
  return (!place.inSubshell || around?.inSubshell === true) && (!place.piped || around?.piped === true);
}

/** Whether one of the functions is called at all; which of them is not asked. */
const callsFunctions = onceForService(({ names, functions }) => [...functions].some((name) => names.has(name)));
