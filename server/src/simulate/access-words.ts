/** Sentences about lines of a rule file, without full stops, for the command line and for hovers. */
import { printable } from "djblint-grammars/text";
import type { Verdict } from "../model/tcprules/access.js";
import type { ApartRule, Idle } from "../model/tcprules/access-map.js";
import { effectsOf, mayRelay, unsetEffects } from "../model/tcprules/variable-effects.js";
import type { LostRule } from "./explain-access.js";

export function describeVerdict(verdict: Verdict): string {
  if (!verdict.allow) return "deny";
  return mayRelay(verdict) ? "allow, relay" : "allow";
}

/** When a line counts that goes by more than an address (R40). */
export function describeAudience(audience: ApartRule["audience"]): string {
  switch (audience.kind) {
    case "host":
      return `for clients whose address resolves to ${printable(audience.name)}; only lines with a whole address come first`;
    case "suffix":
      return `for clients whose name ends in ${printable(audience.name)}; lines with any part of the address come first`;
    case "any-name":
      return "for clients whose address resolves to a name; all lines but the default come first";
    case "user-at-address":
      return `for ${user(audience.user)} at ${audience.name}; comes before all other lines`;
    case "user-at-host":
      return `for ${user(audience.user)} at ${printable(audience.name)}; only lines with user and address come first`;
    case "spelling":
      return `for IPv6 addresses that the server writes with ${audience.prefix} in front, such as ${audience.example}`;
  }
}

function user(name: string | undefined): string {
  return name ? `the user ${printable(name)} (by IDENT)` : "a user without a name (by IDENT)";
}

export function describeIdle(why: Idle): string {
  switch (why.kind) {
    case "never-asked":
      return "no server asks for this address";
    case "empty-range":
      return "the range holds no number from 0 to 255, so that tcprules makes nothing of the line";
    case "earlier-line":
      return `the same address stands in line ${why.by.map(({ line }) => line + 1).join(", ")}, and the first counts`;
    case "covered":
      return "lines with longer addresses speak of all clients that it names";
  }
}

const WHY_LOST: Readonly<Record<LostRule["why"], string>> = {
  "later-line": "the same address as the line that decides, but a later line",
  "less-specific": "asked for later, because it is less specific",
  "needs-name": "would decide if the client's address had that name",
  "needs-user": "would decide if the client were that user there (by IDENT)",
};

export function describeLost({ why }: LostRule): string {
  return WHY_LOST[why];
}

/** What the variables of a verdict do, and what those do that only other lines set; those that do the same together. */
export function describeEffects(verdict: Verdict, elsewhere: ReadonlySet<string>): string[] {
  const names = new Map<string, string[]>();
  const say = (name: string, readers: readonly string[], effect: string) => {
    const text = (readers.length > 0 ? `${readers.join(", ")}: ` : "") + effect;
    names.set(text, [...(names.get(text) ?? []), name]);
  };
  for (const { name, value, readers, effect } of effectsOf(verdict)) {
    say(`${printable(name)}="${printable(value)}"`, readers, effect);
  }
  for (const { name, readers, effect } of unsetEffects(verdict, elsewhere)) {
    say(`${name} not set, unlike on other lines`, readers, effect);
  }
  return [...names].map(([text, all]) => `${all.join(", ")} -- ${text}`);
}
