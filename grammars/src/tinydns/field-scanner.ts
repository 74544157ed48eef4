/**
 * Tokens of a single field, for the parsers of names and addresses. Chevrotain's own lexer fills a table for 65,536
 * characters when the first one is made, which a server would hold from then on.
 */
import type { IToken, TokenType } from "chevrotain";

export class FieldScanner {
  /** A group for each type. */
  private readonly pattern: RegExp;

  /** Some type has to fit at every byte; the first that does counts. */
  constructor(private readonly types: readonly TokenType[]) {
    this.pattern = new RegExp(types.map(({ PATTERN }) => `(${(PATTERN as RegExp).source})`).join("|"), "g");
  }

  /** `text` has one character for each byte; offsets count from its start. */
  tokens(text: string): IToken[] {
    return Array.from(text.matchAll(this.pattern), ({ 0: image, index: startOffset, ...groups }) => {
      const tokenType = this.types.find((_, type) => groups[type + 1] !== undefined)!;
      return { image, startOffset, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx! };
    });
  }
}
