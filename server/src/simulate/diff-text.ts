/** Changes of answers and of rules, as text. */
import { printable } from "djblint-grammars/text";
import type { AnswerChange } from "./answer-diff.js";
import type { RuleChange, Treatment } from "./rules-diff.js";

/** How titles, lost lines and new lines are set off. */
export interface Paint {
  bold(text: string): string;
  red(text: string): string;
  green(text: string): string;
}

const PLAIN: Paint = { bold: (text) => text, red: (text) => text, green: (text) => text };

export function answerChangeAsText({ kind, name, type, location, before, after }: AnswerChange, paint = PLAIN): string {
  const audience =
    location === undefined ? "" : ` for ${location === "" ? "clients without a location" : `location ${location}`}`;
  return asText(`${kind} ${name} ${type}${audience}`, before, after, paint);
}

export function ruleChangeAsText({ kind, key, before, after }: RuleChange, paint = PLAIN): string {
  const who = key === "" ? "(everyone else)" : printable(key);
  const shown = (treatment: Treatment | undefined) => (treatment ? [treatmentAsText(treatment)] : []);
  return asText(`${kind} ${who}`, shown(before), shown(after), paint);
}

function treatmentAsText({ allow, variables }: Treatment): string {
  const sets = Object.entries(variables).map(([name, value]) => ` ${printable(name)}="${printable(value)}"`);
  return `${allow ? "allow" : "deny"}${sets.join("")}`;
}

function asText(title: string, before: readonly string[], after: readonly string[], paint: Paint): string {
  return [
    paint.bold(title),
    ...before.map((line) => paint.red(`  - ${line}`)),
    ...after.map((line) => paint.green(`  + ${line}`)),
    "",
  ].join("\n");
}
