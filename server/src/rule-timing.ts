/** How long the steps of a run and its rules take. */
import type { ChecksOf, RuleLanguage, RuleMeta } from "./rules/rule.js";

type Check = (...args: unknown[]) => unknown;

/** What several rules need is made when the first of them asks, and counted with that one. */
export class RuleTiming {
  /** Milliseconds by step or rule. */
  readonly spent = new Map<string, number>();

  /** The clock tells milliseconds. */
  constructor(private readonly clock: () => number) {}

  measure<T>(what: string, work: () => T): T {
    const start = this.clock();
    try {
      return work();
    } finally {
      this.spent.set(what, (this.spent.get(what) ?? 0) + this.clock() - start);
    }
  }

  /** The checks of a rule, which are measured when they are called. */
  watch<L extends RuleLanguage>({ code, name }: RuleMeta, checks: ChecksOf[L]): ChecksOf[L] {
    const watched = Object.entries(checks).map(([event, check]) => [event, this.watchCheck(`${code} ${name}`, check)]);
    return Object.fromEntries(watched);
  }

  /** A check is a function, or an object with some and what they want to see. */
  private watchCheck(rule: string, check: unknown): unknown {
    if (typeof check === "function") return (...args: unknown[]) => this.measure(rule, () => (check as Check)(...args));
    if (typeof check !== "object" || check === null || Array.isArray(check)) return check;
    return Object.fromEntries(Object.entries(check).map(([name, part]) => [name, this.watchCheck(rule, part)]));
  }
}
