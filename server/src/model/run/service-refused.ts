/** Options that a program of a chain refuses: it prints its usage, and starts nothing of what stands behind it. */
import type { Step } from "./service.js";
import { isRefusedLimit, refusesLimit } from "./service-limits.js";
import { takesFlag } from "./service-misread.js";
import type { OptionUse } from "./service-options.js";

/** Programs of which one set of options is in use, and letters that patches have added to others. */
const PATCHED: Readonly<Record<string, string>> = {
  softlimit: "",
  setlock: "",
  chpst: "C",
  svlogd: "",
  tcpserver: "46InNsSVy",
};

/** The first option that the program does not know; none behind a letter of a patch, of which nobody knows what it takes. */
export function illegalOption({ name, program, options }: Step): OptionUse | undefined {
  const patched = program && PATCHED[name];
  if (patched === undefined) return undefined;
  for (const option of options) {
    // The program ends at a limit that is no number (RS046).
    const { spec, value } = option;
    if (spec?.role === "limit" && isRefusedLimit({ program: name, text: value?.text })) return undefined;
    if (spec !== undefined || option.letter === "") continue;
    return patched.includes(option.letter) ? undefined : option;
  }
  return undefined;
}

/** Whether the program ends at its options, or takes one of them for the argument of another (RS042, RS044, RS046). */
export function endsAtOptions(step: Step): boolean {
  const { program, options } = step;
  if (illegalOption(step) || refusesLimit(step)) return true;
  return program !== undefined && options.some((option) => takesFlag(option, program));
}
