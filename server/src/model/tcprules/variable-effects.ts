/** What programs do with the variables that a rule sets. Specification section 9, R14, R53; qmail specification A5, N4. */
import { variableSpec } from "djblint-grammars/tcprules/fields";
import { printable } from "djblint-grammars/text";
import type { Verdict } from "./access.js";

export interface VariableEffect {
  readonly name: string;
  readonly value: string;
  /** R53: a later variable of that name takes its place, though tcprulescheck prints both. */
  readonly isReplaced: boolean;
  /** The programs that read it; none that is known. */
  readonly readers: readonly string[];
  /** One sentence without a full stop. */
  readonly effect: string;
}

/** The variables that the server sets for a client who is let in, in their order. */
export function effectsOf({ allow, variables }: Verdict): VariableEffect[] {
  if (!allow) return [];
  const last = new Map(variables.map(([name], index) => [name, index]));
  return variables.map(([name, value], index) => {
    const isReplaced = last.get(name) !== index;
    const readers = isReplaced ? [] : (variableSpec(name)?.readers ?? []);
    return { name, value, isReplaced, readers, effect: isReplaced ? REPLACED : effectOf(name, value) };
  });
}

/** What programs do because a variable is not set that other lines of the file do set. */
export function unsetEffects({ allow, variables }: Verdict, elsewhere: ReadonlySet<string>): MissingVariable[] {
  if (!allow) return [];
  const missing = [...elsewhere].filter((name) => !variables.some(([set]) => set === name));
  return missing.flatMap((name) => {
    const spec = variableSpec(name);
    return spec?.unset === undefined ? [] : [{ name, readers: spec.readers, effect: plain(spec.unset) }];
  });
}

export interface MissingVariable {
  readonly name: string;
  readonly readers: readonly string[];
  readonly effect: string;
}

/** Whether the client may send mail to any domain. */
export function mayRelay({ allow, variables }: Verdict): boolean {
  return allow && variables.some(([name]) => name === RELAYCLIENT);
}

export const RELAYCLIENT = "RELAYCLIENT";

/**
 * Whether a patched qmail-smtpd takes no mail at all from who has not logged in: SMTPAUTH of the authentication patch and
 * of s/qmail, REQUIREAUTH of indimail, REQUIRE_AUTH of the combined patches, AUTHREQUIRED of qmail-ldap.
 */
export function demandsLogin(variables: Iterable<readonly [name: string, value: string | undefined]>): boolean {
  const { SMTPAUTH, REQUIREAUTH, REQUIRE_AUTH, AUTHREQUIRED } = Object.fromEntries(variables);
  const isSet = REQUIREAUTH !== undefined || AUTHREQUIRED !== undefined;
  return isSet || SMTPAUTH?.startsWith("!") === true || /^0*[1-9]/.test(REQUIRE_AUTH ?? "");
}

const REPLACED = "no effect: a later variable has the same name, and the last one counts";

/** What a variable does that no other of its name replaces. */
export function effectOf(name: string, value: string): string {
  const spec = variableSpec(name);
  if (spec === undefined) return effectOfUnknown(name);
  const computed = COMPUTED[spec.name]?.(value);
  return computed ?? plain(spec.effect);
}

/** A sentence of the table, fit to follow a colon. */
function plain(sentence: string): string {
  return sentence[0].toLowerCase() + sentence.slice(1).replace(/\.$/, "");
}

/** Effects that depend on the value. */
const COMPUTED: Readonly<Record<string, (value: string) => string | undefined>> = {
  RELAYCLIENT: (value) => {
    const relays = "the client may send mail to any domain (relay)";
    if (value === "") return relays;
    const added = printable(value);
    return `${relays}, and ${added} is added to every recipient: user@example.org becomes user@example.org${added}`;
  },
  DATABYTES: (value) => {
    const [digits] = /^\d*/.exec(value)!;
    if (Number(digits) >= 2 ** 32) return undefined;
    const rest = digits === value ? "" : `; only the digits at the start of ${printable(value)} count`;
    return Number(digits) === 0
      ? `messages may have any size${rest}`
      : `messages may have ${Number(digits).toLocaleString("en")} bytes at most${rest}`;
  },
  RBLSMTPD: (value) => {
    if (value === "") return "no block list is asked about the client";
    if (value.startsWith("-")) return `all mail of the client is refused for good: 553 ${printable(value.slice(1))}`;
    return `all mail of the client is refused for the moment: 451 ${printable(value)}`;
  },
  AXFR: (value) => {
    const zones = value.split("/").filter((zone) => zone !== "");
    return zones.length === 0
      ? "the client may transfer no zone"
      : `the client may transfer these zones only: ${printable(zones.join(", "))}`;
  },
};

function effectOfUnknown(name: string): string {
  const near = name.trim().toUpperCase();
  if (variableSpec(near) === undefined) return "no program that djblint knows reads it";
  return `no program reads this name: ${near} is another, for names count byte by byte`;
}
