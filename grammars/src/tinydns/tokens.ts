/** Field-level tokens of a data line. The scanner makes them; Chevrotain's lexer is not used for whole lines. */
import { createToken, Lexer, type TokenType } from "chevrotain";
import { LINE_TYPES } from "./fields.js";

function fieldToken(name: string, label: string): TokenType {
  return createToken({ name, label, pattern: Lexer.NA });
}

/** The letter of each line type, by its byte. */
export const SELECTORS: ReadonlyMap<number, TokenType> = new Map(
  LINE_TYPES.map((type) => [type.code, fieldToken(`Selector${type.code}`, `'${type.letter}' (${type.name})`)]),
);
export const Unknown = fieldToken("Unknown", "a first character that is no line type");
export const Comment = fieldToken("Comment", "a comment");
export const Disabled = fieldToken("Disabled", "a disabled line");
export const Colon = fieldToken("Colon", "':'");
export const FieldText = fieldToken("FieldText", "a field");

export const TOKENS: TokenType[] = [...SELECTORS.values(), Unknown, Comment, Disabled, Colon, FieldText];
