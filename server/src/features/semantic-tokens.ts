/** Semantic tokens: what each stretch of a line is, in the standard types of the protocol. */
import type { Span } from "djblint-grammars/text";
import type { LanguageId } from "../rules/rule.js";
import type { Source } from "../source.js";
import { tokensOfControl } from "./semantic-tokens-control.js";
import { tokensOfRun } from "./semantic-tokens-run.js";
import { tokensOfTcprules } from "./semantic-tokens-tcprules.js";
import { tokensOfTinydns } from "./semantic-tokens-tinydns.js";

/** The order is that of the legend. */
export const TOKEN_TYPES = [
  "comment",
  "keyword",
  "namespace", // a host or domain name
  "number", // an address, a ttl, a port
  "string",
  "regexp", // an escape inside of a text
  "enumMember", // a location
  "variable",
  "function", // a program
  "parameter", // an option
  "property", // a path
] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];

export const TOKEN_MODIFIERS = ["definition"] as const;

export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/**
 * Takes a token. Tokens do not overlap, come in the order of the source, and stand in one line each. A large file has
 * half a million of them, so no object is made for each.
 */
export type PushToken = (start: number, end: number, type: TokenType, modifier?: TokenModifier) => void;

const TOKENS: Partial<Record<LanguageId, (source: Source, span: Span, push: PushToken) => void>> = {
  tinydns: tokensOfTinydns,
  tcprules: tokensOfTcprules,
  control: tokensOfControl,
  run: tokensOfRun,
};

/** Those of the lines of a stretch. */
export function semanticTokens(source: Source, span: Span, push: PushToken): void {
  TOKENS[source.language.id]?.(source, span, push);
}
