/** Which line holds which rule of a source: nearly all lines are rules, so that only the others are kept. */
export class RuleLines {
  /** How many rules stand above each of the other lines. */
  private readonly above: number[] = [];

  /** Adds a line without a rule that stands behind so many rules. */
  addOther(rules: number): void {
    this.above.push(rules);
  }

  /** The line of a rule, both counted from 0. */
  lineOf(rule: number): number {
    return rule + this.countWhile((rules) => rules <= rule);
  }

  /** The rule in a line, as though all lines that come were rules; undefined when the line is another. */
  ruleAt(line: number): number | undefined {
    const others = this.countWhile((rules, index) => rules + index < line);
    return this.above[others] + others === line ? undefined : line - others;
  }

  /** How many others have a property that all have up to the last that has it. */
  private countWhile(test: (rules: number, index: number) => boolean): number {
    let low = 0;
    let high = this.above.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (test(this.above[middle], middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
