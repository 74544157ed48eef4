/**
 * Variables that stand behind the program that is to set them, as in `envdir ./env webd -p $PORT`: the shell of the
 * script has put them in before that program runs.
 */
import type { Parameter, Word } from "djblint-grammars/run/tree";
import { parametersOf } from "djblint-grammars/run/walk";
import type { RunScript } from "./run-script.js";
import type { Chain, Effect, ScriptCommand, Step } from "./service.js";
import { environmentFiles } from "./service-environment.js";
import { bringsVariables, isGiven, isNeverSet, isNotSetHere } from "./service-unset.js";
import { settingsOf } from "./service-variables.js";

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
  const setters = settersOf(chain, script);
  if (setters.byName.size === 0 && setters.unseen === undefined) return [];
  return chain.command.words
    .flatMap((word) => parametersOf(word.parts).flatMap((parameter) => beforeItsSetter(parameter, word, setters) ?? []))
    .filter(({ parameter: { name }, perhaps }) => {
      const isOther = name === "UID" || (!perhaps && OF_ITS_ACCOUNT.test(name));
      return isOther ? isNotSetHere(name, chain, script) : isNeverSet(name, chain, script);
    });
}

/** What the environment may hold of another account, such as that of who has started svscan. */
const OF_ITS_ACCOUNT = /^(HOME|LOGNAME|USER)$/;

/** `export DIR=/srv/web CONF=$DIR/web.conf`: export sets the first when the shell has put in the second. */
export function earlyInSettings({ command, place }: ScriptCommand, script: RunScript): Parameter[] {
  const { variables } = script.service;
  if (command.words.length === 0 || place.nested || place.inLoop || place.inFunction || bringsVariables(script))
    return [];
  const before = new Set<string>();
  const isEarly = ({ name, operator }: Parameter) =>
    before.has(name) && operator === undefined && !isGiven(name) && variables.wordsOf(name).length === 1;
  return settingsOf(command).flatMap(({ name, value }) => {
    const early = parametersOf(typeof value === "symbol" ? [] : value.parts).filter(isEarly);
    before.add(name);
    return early;
  });
}

interface Setters {
  /** Undefined for assignments in front of the command. */
  readonly byName: ReadonlyMap<string, Step | undefined>;
  /** The first that may set any variable. */
  readonly unseen: Step | undefined;
}

function settersOf(chain: Chain, script: RunScript): Setters {
  const { assignments, words } = chain.command;
  const changed = assignments.filter(
    ({ name, value }) => !parametersOf(value.parts).some((each) => each.name === name),
  );
  const byName = new Map<string, Step | undefined>(changed.map(({ name }) => [name, undefined]));
  const named = words.flatMap(({ parts, start }) => parametersOf(parts).map(({ name }) => nameAt(name, start)));
  const handedOn = new Set(named);
  let unseen: Step | undefined;
  for (const step of chain.steps) {
    if (!step.certain) break;
    // `env - LANG="$LANG"`: the value is that from outside, at all places.
    const effects = step.effects.filter(
      (each) => each.kind !== "set" || !handedOn.has(nameAt(each.name, each.value.start)),
    );
    for (const name of effects.flatMap((effect) => namesSet(effect, script))) byName.set(name, step);
    if (step.effects.some((effect) => isUnseen(effect, script))) unseen ??= step;
  }
  return { byName, unseen };
}

/** A variable in the word at a place. */
function nameAt(name: string, place: number): string {
  return `${name} ${place}`;
}

function beforeItsSetter(parameter: Parameter, word: Word, { byName, unseen }: Setters): EarlyVariable | undefined {
  const perhaps = !byName.has(parameter.name);
  const setter = perhaps ? unseen : byName.get(parameter.name);
  if (perhaps && unseen === undefined) return undefined;
  // An operator says what stands there when the variable is not set.
  if (parameter.operator !== undefined || word.start < (setter?.word.end ?? 0)) return undefined;
  return { parameter, word, setter, perhaps };
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
