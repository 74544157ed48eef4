/**
 * The findings of sources, worked out when they are asked for and kept as long as nothing that they depend on changes.
 *
 * What can be said at once of a text that was typed in: of a small file all that its own rules find; of a large one the
 * findings that the changed lines can most easily matter to, the others being those of before, moved to where their
 * lines are now. What the rules about whole hosts said before is moved likewise. The whole is checked when there is
 * time, in steps, and given up for a newer text.
 */
import { type Across, askAcross, checkTouched, findOwn, settled } from "../check.js";
import { finish } from "../model/steps.js";
import type { Finding } from "../rules/rule.js";
import type { Source } from "../source.js";
import { inSlices } from "./in-slices.js";
import { movedAcross, StandingFindings } from "./standing-findings.js";

interface Checked {
  /** Of the tree. */
  readonly revision: number;
  readonly findings: StandingFindings;
  /** What the rules of the language found last, before comments were looked at; unknown after an edit of a large text. */
  readonly own?: readonly Finding[];
  /** What the rules about whole hosts said last, before comments were looked at. */
  readonly across: Across;
  /** Whether the whole source was checked, and its host, as they were then. */
  readonly isWhole: boolean;
}

/** Bytes of a source whose own rules are all asked at each change. */
const SMALL = 1 << 16;

export class Checker {
  private readonly checked = new WeakMap<Source, Checked>();

  /** What can be said at once; the rest is known when the `whole` has been checked. */
  soon(source: Source): StandingFindings | undefined {
    const known = this.checked.get(source);
    if (known && (known.revision === source.context.tree.revision || source.language.standsAlone)) {
      return known.findings;
    }
    const isSmall = source.whole.text.bytes.length <= SMALL;
    if (known) return isSmall ? this.checkOwn(source, known.across) : undefined;
    const replaced = source.takeReplaced();
    const before = replaced && this.checked.get(replaced.before);
    if (!before) return isSmall ? this.check(source) : undefined;
    const across = movedAcross(before.across, replaced.shift);
    if (isSmall) return this.checkOwn(source, across);
    const touched = checkTouched(source, across);
    if (!touched) return undefined;
    this.checked.delete(replaced.before);
    before.findings.edit(replaced.shift, touched, source.whole.text);
    return this.keep(source, before.findings, across);
  }

  /** Asks the rules of the language only, in steps: for a source that has just been opened. */
  async first(source: Source, isWanted: () => boolean): Promise<StandingFindings | undefined> {
    const own = await inSlices(findOwn(source), isWanted);
    return own && this.keep(source, new StandingFindings(settled(source, own, NOTHING_ACROSS)), NOTHING_ACROSS);
  }

  /** Checks a source as a whole, in steps; undefined when that was not wanted any more. */
  whole(source: Source, isWanted: () => boolean): Promise<StandingFindings | undefined> {
    return inSlices(this.wholeInSteps(source), isWanted);
  }

  /** Checks a source as a whole at once. */
  check(source: Source): StandingFindings {
    return finish(this.wholeInSteps(source));
  }

  private *wholeInSteps(source: Source): Generator<void, StandingFindings> {
    const known = this.checked.get(source);
    const { revision } = source.context.tree;
    if (known?.isWhole && known.revision === revision) return known.findings;
    const across = yield* askAcross(source);
    const isAsked = known?.isWhole && source.language.standsAlone;
    const own = (isAsked ? known.own : undefined) ?? (yield* findOwn(source));
    const isStill = known?.isWhole && known.own === own && known.across === across;
    const findings = isStill ? known.findings : new StandingFindings(settled(source, own, across));
    this.checked.set(source, { revision, findings, own, across, isWhole: true });
    return findings;
  }

  /** Asks the rules of the language only. */
  private checkOwn(source: Source, across: Across): StandingFindings {
    return this.keep(source, new StandingFindings(settled(source, finish(findOwn(source)), across)), across);
  }

  private keep(source: Source, findings: StandingFindings, across: Across): StandingFindings {
    this.checked.set(source, { revision: source.context.tree.revision, findings, across, isWhole: false });
    return findings;
  }
}

const NOTHING_ACROSS: Across = { findings: [], withdrawn: new Set() };
