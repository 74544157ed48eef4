/** The limits that a chain sets. Specification C3, R46 to R49. */
import type { Chain, Effect, Step } from "./service.js";

export type LimitEffect = Extract<Effect, { kind: "limit" }>;

/** All limits of a chain, as far as its words are certain. */
export function limitsOf({ steps }: Chain): LimitEffect[] {
  return steps.filter((step) => step.optionsKnown).flatMap(limitsOfStep);
}

/** Programs that refuse a limit with anything but digits in it. */
const STRICT: ReadonlySet<string> = new Set(["softlimit", "s6-softlimit", "chpst"]);

export interface StrictLimit {
  readonly program: string;
  readonly limit: LimitEffect;
}

export function strictLimits({ steps }: Chain): StrictLimit[] {
  return steps.flatMap((step) => {
    const isSure = STRICT.has(step.name) && step.optionsKnown;
    return isSure ? limitsOfStep(step).map((limit) => ({ program: step.name, limit })) : [];
  });
}

function limitsOfStep({ effects }: Step): LimitEffect[] {
  return effects.filter((effect): effect is LimitEffect => effect.kind === "limit");
}
