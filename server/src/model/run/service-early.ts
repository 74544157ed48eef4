/**
 * Variables that stand behind the program that is to set them, as in `envdir ./env webd -p $PORT`: the shell of the
 * script has put them in before that program runs.
 */
import type { Parameter, Word } from "djblint-grammars/run/tree";
import type { RunScript } from "./run-script.js";
import type { Chain, Effect, Step } from "./service.js";
import { parametersOf } from "./service-checks.js";
import { environmentFiles } from "./service-environment.js";
import { isNeverSet, isNotSetHere } from "./service-unset.js";

export interface EarlyVariable {
  readonly parameter: Parameter;
  /** The word that it stands in. */
  readonly word: Word;
  /** The program that is to set it; undefined for an assignment in front of the command. */
  readonly setter: Step | undefined;
  /** The setter reads an env directory that nobody has looked at: only what is in it says whether it sets the variable. */
  readonly perhaps: boolean;
}

/** In the order of the command line. */
export function earlyVariables(chain: Chain, script: RunScript): EarlyVariable[] {
  const found: EarlyVariable[] = [];
  const { assignments, words } = chain.command;
  const setters = new Map<string, Step | undefined>(assignments.map(({ name }) => [name, undefined]));
  let unseen: Step | undefined;
  for (const step of chain.steps) {
    if (!step.certain) break;
    for (const name of step.effects.flatMap((effect) => namesSet(effect, script))) setters.set(name, step);
    if (step.effects.some((effect) => isUnseen(effect, script))) unseen ??= step;
  }
  for (const word of setters.size > 0 || unseen ? words : []) {
    for (const parameter of parametersOf(word.parts)) {
      const { name, operator } = parameter;
      const perhaps = !setters.has(name);
      const setter = perhaps ? unseen : setters.get(name);
      if ((perhaps && unseen === undefined) || operator !== undefined || word.start < (setter?.word.end ?? 0)) continue;
      const isUnset = name === "UID" ? isNotSetHere(name, chain, script) : isNeverSet(name, chain, script);
      if (isUnset) found.push({ parameter, word, setter, perhaps });
    }
  }
  return found;
}

function isUnseen(effect: Effect, script: RunScript): boolean {
  return (
    effect.kind === "directory" &&
    effect.use === "environment" &&
    effect.value.text !== undefined &&
    environmentFiles(effect.value.text, script) === undefined
  );
}

/** Names that a program of the chain sets for those behind it, as far as the tree shows them. */
function namesSet(effect: Effect, script: RunScript): string[] {
  if (effect.kind === "set") return [effect.name];
  if (effect.kind === "ids") return ["UID", "GID"];
  if (effect.kind !== "directory" || effect.use !== "environment") return [];
  const files = environmentFiles(effect.value.text, script) ?? [];
  return files.filter(({ value }) => value !== undefined).map(({ name }) => name);
}
