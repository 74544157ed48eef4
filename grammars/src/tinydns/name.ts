/**
 * The grammar inside a name field: labels, dots, escapes. Only for the field in question: a finding that points into
 * a name, a hover. Specification D1, D2.
 */
import { createToken, EmbeddedActionsParser } from "chevrotain";
import type { Span } from "../text.js";
import { FieldScanner } from "./field-scanner.js";

const Dot = createToken({ name: "Dot", label: "'.'", pattern: /\./ });
const Octal = createToken({ name: "Octal", label: "\\ooo", pattern: /\\[0-7]{1,3}/ });
const Quoted = createToken({ name: "Quoted", label: "\\ and a byte", pattern: /\\[^0-7]/ });
const LoneBackslash = createToken({ name: "LoneBackslash", label: "\\ at the end", pattern: /\\/ });
const Plain = createToken({ name: "Plain", label: "bytes of a label", pattern: /[^.\\]+/ });

const TOKENS = [Dot, Octal, Quoted, LoneBackslash, Plain];
const SCANNER = new FieldScanner(TOKENS);

/** Spans count from the start of the field. */
export interface Label extends Span {
  /** Bytes after decoding. */
  readonly length: number;
}

export interface NameTree {
  /** The labels that count: empty ones vanish. */
  readonly labels: readonly Label[];
  /** Dots that end no label, the one dot of the root excepted. */
  readonly emptyLabels: readonly Span[];
  /** The dot at the very end, when something stands before it. */
  readonly trailingDot: Span | undefined;
}

export class NameParser extends EmbeddedActionsParser {
  private labels: Label[] = [];
  private emptyLabels: Span[] = [];
  private trailing: Span | undefined;

  /** Validations are for tests. */
  constructor(skipValidations = true) {
    super(TOKENS, { recoveryEnabled: false, maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  readonly name = this.RULE("name", (): NameTree => {
    this.ACTION(() => {
      this.labels = [];
      this.emptyLabels = [];
      this.trailing = undefined;
    });
    let open: { start: number; end: number; length: number } | undefined;
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            const { startOffset: start } = this.CONSUME(Dot);
            this.ACTION(() => {
              const dot = { start, end: start + 1 };
              if (open) this.labels.push(open);
              else this.emptyLabels.push(dot);
              this.trailing = open ? dot : undefined;
              open = undefined;
            });
          },
        },
        {
          ALT: () => {
            const part = this.SUBRULE(this.part);
            this.ACTION(() => {
              open = open ? { start: open.start, end: part.end, length: open.length + part.length } : part;
              this.trailing = undefined;
            });
          },
        },
      ]);
    });
    return this.ACTION(() => {
      if (open) this.labels.push(open);
      // A single dot is the usual way to write the root.
      if (this.labels.length === 0 && this.emptyLabels.length === 1) this.emptyLabels = [];
      return { labels: this.labels, emptyLabels: this.emptyLabels, trailingDot: this.trailing };
    });
  });

  private readonly part = this.RULE("part", (): Label => {
    const { image, startOffset: start } = this.OR([
      { ALT: () => this.CONSUME(Plain) },
      { ALT: () => this.CONSUME(Octal) },
      { ALT: () => this.CONSUME(Quoted) },
      { ALT: () => this.CONSUME(LoneBackslash) },
    ]);
    return this.ACTION(() => ({ start, end: start + image.length, length: decodedLength(image) }));
  });
}

/** Bytes that a token leaves in the label: an escape is one byte, a backslash at the end none. */
function decodedLength(image: string): number {
  if (image[0] !== "\\") return image.length;
  return image.length > 1 ? 1 : 0;
}

/** Made when the first name is taken apart: most runs need none. */
let parser: NameParser | undefined;

/** Takes a name apart; `text` has one character for each byte. */
export function parseName(text: string): NameTree {
  parser ??= new NameParser();
  parser.input = SCANNER.tokens(text);
  return parser.name();
}
