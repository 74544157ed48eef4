/**
 * The findings of sources, worked out when they are asked for and kept as long as nothing that they depend on changes.
 *
 * A large file is not checked as a whole at each keystroke. Its records are those of the text at once; of the findings,
 * those that the changed lines can most easily matter to are worked out at once, the others are those of before, moved
 * to where their lines are now. The whole file is checked when there is time, in steps, and given up for a newer text.
 */
import { checkInSteps, checkSource, checkTouched, findingsAcross, withdrawnIn } from "../check.js";
import type { Finding } from "../rules/rule.js";
import type { Source } from "../source.js";
import { movedFindings } from "./moved-findings.js";
import { pause } from "./pause.js";

interface Checked {
  /** Of the tree. */
  readonly revision: number;
  readonly findings: readonly Finding[];
  /** What the rules about whole hosts said then, and what they took back. */
  readonly across: Across;
  /** Whether the whole source was checked. */
  readonly isWhole: boolean;
}

/** Bytes of a source that is checked as a whole at each change. */
const SMALL = 1 << 16;

/** Milliseconds that the steps of a check may take before others have their turn. */
const SLICE = 5;

export class Checker {
  private readonly checked = new WeakMap<Source, Checked>();

  /** What can be said at once; `isWhole` when that is all. */
  soon(source: Source): Pick<Checked, "findings" | "isWhole"> | undefined {
    const known = this.known(source);
    if (known) return known;
    if (source.whole.text.bytes.length <= SMALL) return { findings: this.check(source), isWhole: true };
    const findings = this.revised(source);
    if (!findings) return undefined;
    return this.keep(source, findings, false);
  }

  /** Checks a source as a whole, in steps; undefined when that was not wanted any more. */
  async whole(source: Source, isWanted: () => boolean): Promise<readonly Finding[] | undefined> {
    const known = this.known(source);
    if (known?.isWhole) return known.findings;
    if (source.whole.text.bytes.length <= SMALL) return this.check(source);
    const steps = checkInSteps(source);
    for (let until = performance.now() + SLICE; ; ) {
      const { done, value } = steps.next();
      if (done) return this.keep(source, value, true).findings;
      if (performance.now() < until) continue;
      await pause();
      if (!isWanted()) return undefined;
      until = performance.now() + SLICE;
    }
  }

  /** Checks a source as a whole at once. */
  check(source: Source): readonly Finding[] {
    const known = this.known(source);
    return known?.isWhole ? known.findings : this.keep(source, checkSource(source), true).findings;
  }

  private known(source: Source): Checked | undefined {
    const known = this.checked.get(source);
    const { language, context } = source;
    const { revision } = context.tree;
    if (!known || known.revision === revision) return known;
    if (!language.standsAlone || !areAlike(known.across, acrossOf(source))) return undefined;
    const still = { ...known, revision };
    this.checked.set(source, still);
    return still;
  }

  private keep(source: Source, findings: readonly Finding[], isWhole: boolean): Checked {
    const across = acrossOf(source);
    const checked = { revision: source.context.tree.revision, findings, across, isWhole };
    this.checked.set(source, checked);
    return checked;
  }

  private revised(source: Source): Finding[] | undefined {
    const replaced = source.takeReplaced();
    const before = replaced && this.checked.get(replaced.before);
    const touched = before && checkTouched(source);
    return touched && movedFindings(before.findings, replaced.shift, touched, source.whole.text);
  }
}

interface Across {
  readonly findings: readonly Finding[];
  readonly withdrawn: readonly string[];
}

function acrossOf(source: Source): Across {
  return { findings: findingsAcross(source), withdrawn: [...withdrawnIn(source)] };
}

/** They are few. */
function areAlike(before: Across, now: Across): boolean {
  const isCertainlyOther =
    before.findings.length !== now.findings.length || before.withdrawn.length !== now.withdrawn.length;
  return !isCertainlyOther && JSON.stringify(before) === JSON.stringify(now);
}
