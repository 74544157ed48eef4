/** Tokens of lines in control files. The scanner makes them; Chevrotain's lexer is not used. */
import { createToken, Lexer, type TokenType } from "chevrotain";

function controlToken(name: string, label: string): TokenType {
  return createToken({ name, label, pattern: Lexer.NA });
}

export const Text = controlToken("Text", "text");
export const Digits = controlToken("Digits", "digits");
export const Colon = controlToken("Colon", "':'");
/** First byte of a delivery instruction or an assignment. */
export const Selector = controlToken("Selector", "the character that says what the line is");

export const TOKENS: TokenType[] = [Text, Digits, Colon, Selector];
