/** Tokens of a rule line. The scanner makes them; Chevrotain's lexer is not used. */
import { createToken, Lexer, type TokenType } from "chevrotain";

function ruleToken(name: string, label: string): TokenType {
  return createToken({ name, label, pattern: Lexer.NA });
}

export const Address = ruleToken("Address", "an address");
export const Colon = ruleToken("Colon", "':'");
export const Allow = ruleToken("Allow", "'allow'");
export const Deny = ruleToken("Deny", "'deny'");
export const Comma = ruleToken("Comma", "','");
export const Name = ruleToken("Name", "a variable name");
export const Equals = ruleToken("Equals", "'='");
export const Opening = ruleToken("Opening", "the byte that begins the value");
export const Value = ruleToken("Value", "a value");
export const Closing = ruleToken("Closing", "the byte that ends the value");
/** What no part of a rule can be. */
export const Stray = ruleToken("Stray", "other text");

export const TOKENS: TokenType[] = [Address, Colon, Allow, Deny, Comma, Name, Equals, Opening, Value, Closing, Stray];
