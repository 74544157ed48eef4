/** The documents that an editor has open, as lines: an edit costs the lines that it touches, not the whole text. */
import { type Position, type Range, SourceText } from "djblint-grammars/text";

export interface TextChange {
  /** Undefined when the whole text is replaced. */
  readonly range?: Range;
  readonly text: string;
}

export class OpenDocument {
  private lines: string[];
  private source: SourceText | undefined;

  constructor(
    /** As the editor calls it. */
    readonly languageId: string,
    public version: number,
    text: string,
  ) {
    this.lines = text.split("\n");
  }

  apply(changes: readonly TextChange[], version: number): void {
    for (const change of changes) this.applyOne(change);
    this.version = version;
    this.source = undefined;
  }

  /** The whole text. */
  get text(): string {
    return this.lines.join("\n");
  }

  /** The text for the scanners; made once for each version. */
  get sourceText(): SourceText {
    this.source ??= SourceText.fromString(this.text);
    return this.source;
  }

  private applyOne({ range, text }: TextChange): void {
    if (!range) {
      this.lines = text.split("\n");
      return;
    }
    const start = this.clamp(range.start);
    const end = this.clamp(range.end);
    const before = this.lines[start.line].slice(0, start.character);
    const after = this.lines[end.line].slice(end.character);
    const inserted = (before + text + after).split("\n");
    replaceLines(this.lines, start.line, end.line - start.line + 1, inserted);
  }

  /** A position outside the text means its nearest end, as the protocol demands. */
  private clamp({ line, character }: Position): Position {
    if (line < 0) return { line: 0, character: 0 };
    const last = this.lines.length - 1;
    if (line > last) return { line: last, character: this.lines[last].length };
    return { line, character: Math.max(0, Math.min(character, this.lines[line].length)) };
  }
}

/** More arguments than this are not passed in one call. */
const SPREAD_LIMIT = 10000;

function replaceLines(lines: string[], at: number, count: number, inserted: readonly string[]): void {
  lines.splice(at, count, ...inserted.slice(0, SPREAD_LIMIT));
  for (let done = SPREAD_LIMIT; done < inserted.length; done += SPREAD_LIMIT) {
    lines.splice(at + done, 0, ...inserted.slice(done, done + SPREAD_LIMIT));
  }
}
