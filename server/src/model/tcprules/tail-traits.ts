/** What stands behind the address of a rule, as far as a table keeps it for each rule. */
import { parseTail, planLine, type RulePlan } from "djblint-grammars/tcprules/parser";
import { type RuleScanner, RuleTokens } from "djblint-grammars/tcprules/scanner";
import { TailMemory } from "djblint-grammars/tcprules/tails";
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { dataOf, verdictOf } from "./access.js";
import { isHarmless, isReadClosely, variableFaults } from "./access-variables.js";
import { mayRelay, RELAYCLIENT } from "./variable-effects.js";

export interface TailTraits {
  readonly allows: boolean;
  /** Gives RELAYCLIENT. */
  readonly relays: boolean;
  /** Faults of the variables, as bits. */
  readonly faults: number;
}

export class TailReader {
  /** The names of all variables. */
  readonly names = new Set<string>();
  private readonly tokens = new RuleTokens<RulePlan>();
  /** By name and opening quote: many rules have one variable, with a harmless text of their own. */
  private readonly harmless = new TailMemory<TailTraits>();

  /** The end of a line that splits at a position; undefined when it cannot be parsed. */
  read(line: RuleScanner, split: number): TailTraits | undefined {
    const { fault, instruction, variables } = planLine(line, split, this.tokens);
    if (fault) return undefined;
    if (instruction!.kind === "deny" || variables.length !== 1) return this.readClosely(line, split);
    const [{ comma, opening, closing }] = variables;
    const start = this.tokens.starts[comma];
    const value = this.tokens.ends[opening];
    if (!isHarmless(line.bytes, value, this.tokens.starts[closing])) return this.readClosely(line, split);
    const known = this.harmless.find(line.bytes, start, value);
    if (known) return known;
    const traits = this.readClosely(line, split);
    const name = line.text(this.tokens.ends[comma], this.tokens.starts[opening] - 1);
    if (!isReadClosely(name)) this.harmless.keep(line.bytes, start, value, () => traits);
    return traits;
  }

  private readClosely(line: RuleScanner, split: number): TailTraits {
    const tail = parseTail(line, split)!;
    for (const { name } of tail.variables) this.names.add(name.text);
    return traitsOf(tail);
  }
}

function traitsOf(tail: Pick<RuleLine, "instruction" | "variables">): TailTraits {
  const { instruction, variables } = tail;
  // A NUL in the value of another variable can set it as well.
  const isNamed = variables.some(
    ({ name, value }) => name.text.includes(RELAYCLIENT) || value.text.includes(RELAYCLIENT),
  );
  const relays = isNamed && mayRelay(verdictOf(dataOf(tail)));
  return { allows: instruction.kind === "allow", relays, faults: variableFaults(tail) };
}
