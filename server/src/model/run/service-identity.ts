/** Who the programs of a chain run as. Specification C3, C6, C7. */
import type { RunScript } from "./run-script.js";
import { type Chain, lastStep, type Step, type Value } from "./service.js";
import { environmentAt, type Variable } from "./service-environment.js";

/** Who a program runs as, as far as the chain says. */
export type Identity =
  /** Nobody changed it: root under svscan. */
  | { readonly kind: "inherited" }
  | { readonly kind: "account"; readonly value: Value }
  | { readonly kind: "uid"; readonly value: Value }
  | { readonly kind: "unknown" };

/** Who the last step of a chain runs as, before it does anything about that itself. */
export function identityOf({ steps }: Pick<Chain, "steps">): Identity {
  let identity: Identity = { kind: "inherited" };
  let ids: Identity | undefined;
  for (const { effects, program, certain } of steps) {
    if (!certain || program?.kind === "wrapper") return { kind: "unknown" };
    for (const effect of effects) {
      switch (effect.kind) {
        case "account":
          identity = { kind: "account", value: effect.value };
          break;
        case "uid":
          identity = readsAsZero(effect.value) ? { kind: "inherited" } : { kind: "uid", value: effect.value };
          break;
        case "ids":
          ids = { kind: "account", value: effect.value };
          break;
        case "clear-environment":
          ids = { kind: "inherited" };
          break;
        case "directory":
          // The files of an envdir may hold UID.
          if (effect.use === "environment") ids ??= { kind: "unknown" };
          break;
        case "set":
          if (effect.name === "UID") ids = { kind: "uid", value: effect.value };
          break;
        case "ids-from-environment":
          identity = ids ?? { kind: "unknown" };
          break;
      }
    }
  }
  return identity;
}

/** The digits in front are the number (C3): without any it is 0, which changes nothing. */
export function readsAsZero({ text, head }: Value): boolean {
  return text === undefined ? false : !/^[0-9]*[1-9]/.test(head);
}

/** Whether what stands where a number belongs is known, and does not begin with a digit. */
export function isNoNumber({ text }: Value): boolean {
  return text !== undefined && !/^[0-9]/.test(text);
}

/** The step among these that becomes a known account other than root, with no more rights than that; later steps cannot get root back. */
export function droppedBefore(steps: readonly Step[]): { step: Step; account: string } | undefined {
  if (steps.some(keepsCapabilities)) return undefined;
  for (const step of steps) {
    if (!step.certain) return undefined;
    const effect = step.effects.find(({ kind }) => kind === "account");
    const account = effect?.kind === "account" ? effect.value.text : undefined;
    if (account !== undefined && account !== "" && !ROOT.test(account)) return { step, account };
  }
  return undefined;
}

/** The last step among these that changes the account, when nothing behind it can get root back. */
export function rootGivenUp(steps: readonly Step[]): Step | undefined {
  const identity = identityOf({ steps });
  if (identity.kind !== "account" && identity.kind !== "uid") return undefined;
  const { text } = identity.value;
  if (text === undefined || text === "" || ROOT.test(text) || steps.some(keepsCapabilities)) return undefined;
  return changingStep({ steps });
}

/** Effects by which a program becomes somebody. */
export const BECOMES: ReadonlySet<string> = new Set(["account", "uid", "ids-from-environment"]);

/** `setpriv --ambient-caps` leaves the program some of what root may do; in accounts of its own, unshare makes it root. */
function keepsCapabilities({ options }: Step): boolean {
  return options.some(({ spec }) => spec?.role === "capabilities");
}

/** As chpst writes accounts too: `root:group`, `:0:0`. */
const ROOT = /^(root|:?0)(:|$)/;

/**
 * Who the last program of a chain runs as in the end, and the step that makes it so: what the chain says, and what
 * programs make of UID in their environment, whoever sets it (C6, C7).
 */
export function finalIdentity(chain: Chain, script: RunScript): { identity: Identity; step: Step | undefined } {
  const last = lastStep(chain);
  const step = last.program?.dropsRoot ? last : changingStep(chain);
  if (step === undefined || !takesIds(step) || !(step.program?.dropsRoot || isSure(chain)))
    return { identity: identityOf(chain), step };
  const before = { steps: chain.steps.slice(0, chain.steps.indexOf(step)) };
  const ids = rootGivenUp(before.steps) ? undefined : accountIn(environmentAt(step, chain, script), chain);
  if (ids && ids.kind !== "inherited") return { identity: ids, step };
  // What is unset changes nothing, and who is not root stays who he is.
  return { identity: identityOf(before), step: changingStep(before) };
}

/** Whether a step becomes the UID and GID of its environment. */
export function takesIds({ program, effects }: Step): boolean {
  const effect = effects.findLast(({ kind }) => BECOMES.has(kind));
  return program?.dropsRoot === true || effect?.kind === "ids-from-environment";
}

function isSure({ steps }: Chain): boolean {
  return steps.every(({ certain, program }) => certain && program?.kind !== "wrapper");
}

/** The last step that changes who the rest runs as. */
export function changingStep({ steps }: Pick<Chain, "steps">): Step | undefined {
  return steps.findLast(({ effects }) => effects.some(({ kind }) => BECOMES.has(kind)));
}

/** Whom UID stands for among variables that a chain puts together. */
function accountIn(environment: readonly Variable[], { steps }: Chain): Identity {
  const uid = environment.find(({ name }) => name === "UID");
  if (uid?.at === undefined) return { kind: environment.some(({ name }) => name === "*") ? "unknown" : "inherited" };
  const effects = steps.flatMap((step) => step.effects);
  const ids = effects.find((effect) => effect.kind === "ids" && effect.value === uid.at);
  if (ids?.kind === "ids") return { kind: "account", value: ids.value };
  const text = uid.value;
  const value = { text, head: text ?? "", tail: text ?? "", start: uid.at.start, end: uid.at.end };
  return readsAsZero(value) ? { kind: "inherited" } : { kind: "uid", value };
}
