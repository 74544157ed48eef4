/**
 * Token types of lines as a tree: lines whose tokens are of the same types, in the same order, end at the same node, so
 * that what the parser decided for one of them is found without looking at the types again.
 */
import type { TokenType } from "chevrotain";

export interface LineShape<Plan> {
  readonly before: LineShape<Plan> | undefined;
  /** Of the last token; undefined for the root. */
  readonly type: TokenType | undefined;
  /** By the type of the token that comes next. */
  next: LineShape<Plan>[] | undefined;
  /** What the parser decided. */
  plan: Plan | undefined;
}

/** Files have a handful of shapes; a file that is made to have many must not fill the memory. */
const MOST_SHAPES = 10_000;

export class ShapeTree<Plan> {
  private root = shapeBehind<Plan>();
  private count = 0;

  /** Where every line begins. */
  start(): LineShape<Plan> {
    if (this.count >= MOST_SHAPES) {
      this.root = shapeBehind();
      this.count = 0;
    }
    return this.root;
  }

  /** The shape of a line that goes on with another token. */
  extend(shape: LineShape<Plan>, type: TokenType): LineShape<Plan> {
    return shape.next?.[type.tokenTypeIdx!] ?? this.grow(shape, type);
  }

  private grow(shape: LineShape<Plan>, type: TokenType): LineShape<Plan> {
    const grown = shapeBehind(shape, type);
    if (this.count++ < MOST_SHAPES) {
      shape.next ??= [];
      shape.next[type.tokenTypeIdx!] = grown;
    }
    return grown;
  }
}

function shapeBehind<Plan>(before?: LineShape<Plan>, type?: TokenType): LineShape<Plan> {
  return { before, type, next: undefined, plan: undefined };
}

/** All token types of a line, in order. */
export function typesOf(shape: LineShape<unknown>): TokenType[] {
  const types: TokenType[] = [];
  for (let at: LineShape<unknown> | undefined = shape; at?.type; at = at.before) types.push(at.type);
  return types.reverse();
}
