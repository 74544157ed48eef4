/** The findings of sources, worked out when they are asked for and kept as long as nothing that they depend on changes. */
import { checkSource } from "../check.js";
import type { Finding } from "../rules/rule.js";
import type { Source } from "../source.js";
import { pause } from "./pause.js";

interface Checked {
  /** Of the tree. */
  readonly revision: number;
  readonly findings: readonly Finding[];
}

export class Checker {
  private readonly checked = new WeakMap<Source, Checked>();

  /** What is known already. */
  known(source: Source): readonly Finding[] | undefined {
    const known = this.checked.get(source);
    const { language, context } = source;
    return known && (language.standsAlone || known.revision === context.tree.revision) ? known.findings : undefined;
  }

  check(source: Source): readonly Finding[] {
    const known = this.known(source);
    if (known) return known;
    const findings = checkSource(source);
    this.checked.set(source, { revision: source.context.tree.revision, findings });
    return findings;
  }

  /** Checks several sources one after the other, and lets requests in between; ends early when it is not wanted any more. */
  async *all(sources: Iterable<Source>, isWanted: () => boolean): AsyncGenerator<[Source, readonly Finding[]]> {
    for (const source of sources) {
      if (!this.known(source)) await pause();
      if (!isWanted()) return;
      yield [source, this.check(source)];
    }
  }
}
