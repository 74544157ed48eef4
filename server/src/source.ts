/**
 * What is checked and compiled as one: a file, or several that are joined, such as `data` split by customer. A finding
 * in the whole is put back into the part that it is in.
 */
import { type LineRevision, SourceText, type Span } from "djblint-grammars/text";
import type { CheckContext, Language, SourceFile } from "./languages/language.js";
import type { FileSpan } from "./model/tree.js";
import type { Edit, Finding } from "./rules/rule.js";

const LF = 10;

export interface Succession {
  readonly before: Source;
  readonly revision: LineRevision;
}

/** Where bytes were replaced, and how many more there are now. */
export interface Shift {
  /** In the text before. */
  readonly start: number;
  readonly end: number;
  readonly grown: number;
}

export class Source {
  /** The parts in a row; with one part, that part. */
  readonly whole: SourceFile;
  /** Where each part ends in the whole. */
  private readonly ends: readonly number[];
  private made: { readonly analysis: unknown } | undefined;
  private succession: Succession | undefined;
  private replaced: { readonly before: Source; readonly shift: Shift } | undefined;

  constructor(
    readonly language: Language,
    /** At least one, in the order in which they are joined. */
    readonly parts: readonly SourceFile[],
    readonly context: CheckContext,
    /** Absolute path of the compiled file, when the configuration names it. */
    readonly target?: string,
    /** The source that this one replaces and how its text became this one, so that not all need be read again. */
    succession?: Succession,
  ) {
    if (succession?.before.made && parts.length === 1) this.succeed(succession);
    this.ends = endsOf(parts.map(({ text }) => text));
    this.whole = parts.length === 1 ? parts[0] : { path: parts[0].path, text: joinTexts(parts, this.ends) };
  }

  /** What the language makes of the whole; made when it is first asked for. */
  get analysis(): unknown {
    this.made ??= { analysis: this.revised() ?? this.language.analyze(this.whole, this.context) };
    return this.made.analysis;
  }

  private succeed(succession: Succession): void {
    const { before, revision } = succession;
    const grown = this.parts[0].text.bytes.length - before.parts[0].text.bytes.length;
    this.succession = succession;
    this.replaced = { before, shift: { ...revision.stretch, grown } };
    // Nobody asked about the source between, so it is not kept.
    before.replaced = undefined;
  }

  /** The source that this one replaced, and where the texts differ; to be had once, so that no chain of them is kept. */
  takeReplaced(): { readonly before: Source; readonly shift: Shift } | undefined {
    const { replaced } = this;
    this.replaced = undefined;
    return replaced;
  }

  /** What is made of the analysis before; that is used up by it. */
  private revised(): unknown {
    if (!this.succession) return undefined;
    const { before, revision } = this.succession;
    this.succession = undefined;
    const { made, language } = before;
    if (!made || !language.revise) return undefined;
    before.made = undefined;
    return language.revise(made.analysis, this.whole, revision, this.context);
  }

  /** A finding in the whole as one in a part. */
  putBack(finding: Finding): Finding {
    if (this.parts.length === 1) return finding;
    const { file, span } = this.locate(finding.at);
    return {
      ...finding,
      file,
      at: span,
      related: finding.related?.map((other) => (other.file ? other : { ...other, ...this.locate(other.span) })),
      fixes: finding.fixes?.map((fix) => ({
        ...fix,
        edits: fix.edits.map((edit): Edit => (edit.file ? edit : { ...edit, ...this.locate(edit.span) })),
      })),
    };
  }

  /** A place in a part as one in the whole. */
  offsetInWhole(path: string, offset: number): number {
    const index = this.parts.findIndex((part) => part.path === path);
    return index > 0 ? this.ends[index - 1] + offset : offset;
  }

  /** A stretch of the whole in the part where it begins. */
  locate({ start, end }: Span): FileSpan {
    const found = this.ends.findIndex((limit) => start < limit);
    const index = found < 0 ? this.parts.length - 1 : found;
    const offset = index === 0 ? 0 : this.ends[index - 1];
    const limit = this.parts[index].text.bytes.length;
    const local = (at: number) => Math.max(0, Math.min(at - offset, limit));
    return { file: this.parts[index].path, span: { start: local(start), end: local(end) } };
  }
}

/** A part that does not end with a line feed gets one, so that lines do not run together. */
function joinTexts(parts: readonly SourceFile[], ends: readonly number[]): SourceText {
  const bytes = new Uint8Array(ends[ends.length - 1]).fill(LF);
  parts.forEach(({ text }, index) => {
    bytes.set(text.bytes, index === 0 ? 0 : ends[index - 1]);
  });
  return new SourceText(bytes, parts[0].text.encoding);
}

function endsOf(texts: readonly SourceText[]): number[] {
  let at = 0;
  return texts.map(({ bytes }) => {
    at += bytes.length + (bytes.length > 0 && bytes[bytes.length - 1] !== LF ? 1 : 0);
    return at;
  });
}
