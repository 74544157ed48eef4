/** Splits control files into lines and entries, and these into tokens. Specification sections 1, 4 and 7. */
import type { IToken, TokenType } from "chevrotain";
import { decodeLatin1, LineTable, type Span } from "../text.js";
import type { Shape } from "./files.js";
import { Colon, Digits, Selector, Text } from "./tokens.js";
import type { Field } from "./tree.js";

const TAB = 9;
const BLANK = 32;
/** Colons of an assignment (U1). */
const ASSIGNMENT_COLONS = 7;
/** Colons of a subuser (U6). */
const SUBUSER_COLONS = 3;

/** The text of a file and where its lines are. */
export class ControlScanner {
  private readonly table: LineTable;
  private readonly text: string;

  constructor(private readonly bytes: Uint8Array) {
    this.table = LineTable.of(bytes);
    this.text = decodeLatin1(bytes);
  }

  get lineCount(): number {
    return this.table.count;
  }

  endsWithFeed(line: number): boolean {
    return this.table.start(line + 1) > this.table.span(line).end;
  }

  field({ start, end }: Span): Field {
    return { start, end, text: this.text.slice(start, end) };
  }

  /** A line without its line feed; blanks and tabs at its end go for most readers (R3, R12, Q3; not U1, U6). */
  line(index: number, shape: Shape): Field {
    const { start, end } = this.table.span(index);
    let stop = end;
    if (shape !== "assignments" && shape !== "subusers") while (stop > start && isBlank(this.bytes[stop - 1])) stop--;
    return this.field({ start, end: stop });
  }
}

function isBlank(byte: number): boolean {
  return byte === BLANK || byte === TAB;
}

/** R15: a NUL splits the line of a list into entries. */
export function splitAtNul(field: Field): Field[] {
  const { start, text } = field;
  if (!text.includes("\0")) return [field];
  let next = start;
  return text.split("\0").map((part) => {
    const at = next;
    next += part.length + 1;
    return { start: at, end: at + part.length, text: part };
  });
}

/** The tokens of a line or entry. */
export function tokenize(field: Field, shape: Shape): IToken[] {
  switch (shape) {
    case "number":
      return numberTokens(field);
    case "map":
      return colonTokens(field, 1);
    case "routes":
      return colonTokens(field, 2);
    case "instructions":
      return instructionTokens(field);
    case "assignments":
      return assignmentTokens(field);
    case "mailnames":
      return colonTokens(field, Number.POSITIVE_INFINITY);
    case "subusers":
      return colonTokens(field, SUBUSER_COLONS);
    default:
      return textToken(field.start, field.end);
  }
}

function numberTokens({ start, end, text }: Field): IToken[] {
  const digits = start + /^\d*/.exec(text)![0].length;
  return [...(digits > start ? [token(Digits, start, digits)] : []), ...textToken(digits, end)];
}

/** Text and colons; behind so many colons, further ones are text. */
function colonTokens({ start, end, text }: Field, colons: number): IToken[] {
  const tokens: IToken[] = [];
  let from = start;
  for (let n = 0; n < colons; n++) {
    const index = text.indexOf(":", from - start);
    if (index < 0) break;
    tokens.push(...textToken(from, start + index), token(Colon, start + index, start + index + 1));
    from = start + index + 1;
  }
  return [...tokens, ...textToken(from, end)];
}

/** Q1. */
function instructionTokens({ start, end, text }: Field): IToken[] {
  if (!/^[./|&+]/.test(text)) return textToken(start, end);
  return [token(Selector, start, start + 1), ...textToken(start + 1, end)];
}

/** U1: the first character is no part of the address, and what follows the last colon is not looked at. */
function assignmentTokens({ start, end, text }: Field): IToken[] {
  if (text === "") return [];
  const tokens = colonTokens({ start: start + 1, end, text: text.slice(1) }, ASSIGNMENT_COLONS);
  const colons = tokens.filter(({ tokenType }) => tokenType === Colon);
  const last = colons.length < ASSIGNMENT_COLONS ? tokens.length : tokens.lastIndexOf(colons[colons.length - 1]) + 1;
  return [token(Selector, start, start + 1), ...tokens.slice(0, last)];
}

function textToken(start: number, end: number): IToken[] {
  return end > start ? [token(Text, start, end)] : [];
}

/** As in all tokens of Chevrotain, `endOffset` is the last byte. */
function token(tokenType: TokenType, start: number, end: number): IToken {
  return { image: "", startOffset: start, endOffset: end - 1, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx! };
}
