/**
 * Where the program that a script ends up as writes: its redirections in the order in which shells do them, each of
 * which looks at what those in front of it have made. Specification X3, X4.
 */
import type { Redirect } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "./run-script.js";
import { type Chain, lastStep } from "./service.js";
import { folderOf } from "./service-folder.js";
import { isExecOnly, isStderr, takesOutput } from "./service-stderr.js";
import { isOnTheWay } from "./service-way.js";

/** What a descriptor leads to. Two that lead to the same have the same object. */
export type Outlet =
  /** As it was when the script began. */
  | { readonly kind: "output" | "error" }
  | { readonly kind: "file"; readonly redirect: Redirect }
  | { readonly kind: "pipe" | "closed" | "unknown" };

export interface Outputs {
  readonly output: Outlet;
  readonly error: Outlet;
  /** The standard error of the commands in front. */
  readonly earlierError: Outlet;
  /** What redirects standard error for the rest of the script, as `exec 2>&1`: the first of them. */
  readonly scriptRedirect: Redirect | undefined;
  /** What does so for the program alone. */
  readonly ownRedirect: Redirect | undefined;
}

const OUTPUT: Outlet = { kind: "output" };
const ERROR: Outlet = { kind: "error" };
const UNKNOWN: Outlet = { kind: "unknown" };

export function outputsOf(script: RunScript): Outputs {
  const { service, chain } = script;
  const descriptors = new Map<number, Outlet>([
    [1, OUTPUT],
    [2, ERROR],
  ]);
  const end = chain?.command.start ?? Number.POSITIVE_INFINITY;
  const ofScript = service.commands.filter(
    (each) => isExecOnly(each) && each.command.start < end && isOnTheWay(each, chain, service),
  );
  for (const { command, place } of ofScript) {
    const before = new Map(descriptors);
    for (const redirect of command.redirects) apply(redirect, descriptors);
    if (!place.certain) forgetChanges(before, descriptors);
  }
  const earlierError = descriptors.get(2)!;
  const own = chain === undefined ? [] : redirectsAt(lastStep(chain).word, script);
  if (chain !== undefined) {
    if (isInPipe(script)) descriptors.set(1, { kind: "pipe" });
    for (const redirect of own) apply(redirect, descriptors);
    if (chain.steps.some(takesOutput)) for (const descriptor of [1, 2]) descriptors.set(descriptor, UNKNOWN);
  }
  return {
    output: descriptors.get(1)!,
    error: descriptors.get(2)!,
    earlierError,
    scriptRedirect: ofScript.flatMap(({ command }) => command.redirects).find(isStderr),
    ownRedirect: own.find(isStderr),
  };
}

/** What a branch has changed is not known behind it. */
function forgetChanges(before: ReadonlyMap<number, Outlet>, descriptors: Map<number, Outlet>): void {
  for (const [descriptor, outlet] of descriptors)
    if (before.get(descriptor) !== outlet) descriptors.set(descriptor, UNKNOWN);
}

/** The chain of a service whose output supervise gives to a log service: the folder log stands beside its script. */
export function loggedChain(script: RunScript): Chain | undefined {
  const { chain, tree, isLog, isTask, around } = script;
  if (isLog || isTask || tree.shebang === undefined) return undefined;
  return around.entry(`${folderOf(script)}/log`)?.kind === "directory" ? chain : undefined;
}

/** Whether another command reads what the service writes. */
function isInPipe({ chain }: RunScript): boolean {
  const { pipeline } = chain!.place;
  return pipeline !== undefined && chain!.command.end < pipeline.commands[pipeline.commands.length - 1].start;
}

/**
 * The redirections for what stands at a place, from the outermost command in: on `{ ... }` around it, on its command, and
 * inside of `sh -c`, where `exec 2>&1` may stand in front of it, too.
 */
function redirectsAt({ start, end }: Span, { tree, service, chain }: RunScript): Redirect[] {
  const around = [tree, ...service.scripts]
    .flatMap(({ list }) => [...commandsOf(list)])
    .filter((command) => command.kind !== "function" && command.start <= start && command.end >= end);
  const inside = service.commands
    .filter((each) => each.place.nested && isExecOnly(each) && each.command.start < start)
    .map(({ command }) => command)
    .filter((command) => command.start > chain!.command.start);
  return [...around, ...inside]
    .sort((a, b) => a.start - b.start)
    .flatMap((command) => (command.kind === "function" ? [] : command.redirects));
}

function apply(redirect: Redirect, descriptors: Map<number, Outlet>): void {
  const { operator, target } = redirect;
  const descriptor = redirect.descriptor ?? (operator.startsWith("<") ? 0 : 1);
  const written = literalText(target.parts);
  const file: Outlet = { kind: "file", redirect };
  if (operator === "&>" || operator === "&>>") setBoth(file, descriptors);
  else if (operator !== ">&" && operator !== "<&") descriptors.set(descriptor, file);
  else if (written === "-") descriptors.set(descriptor, { kind: "closed" });
  else if (written !== undefined && /^[0-9]+$/.test(written))
    descriptors.set(descriptor, descriptors.get(Number(written)) ?? UNKNOWN);
  // bash takes `>& FILE` for `&> FILE`.
  else if (redirect.descriptor === undefined && written !== undefined) setBoth(file, descriptors);
  else descriptors.set(descriptor, UNKNOWN);
}

function setBoth(outlet: Outlet, descriptors: Map<number, Outlet>): void {
  for (const descriptor of [1, 2]) descriptors.set(descriptor, outlet);
}
