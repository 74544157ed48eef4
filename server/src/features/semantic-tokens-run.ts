/** The words of chains. Everything else in a script is left to the colours of the shell. */
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "../model/run/run-script.js";
import { type ChainWord, type WordKind, wordsOfChain } from "../model/run/service-words.js";
import type { Source } from "../source.js";
import type { PushToken, TokenType } from "./semantic-tokens.js";

const TYPE_OF_WORD: Partial<Record<WordKind, TokenType>> = {
  program: "function",
  option: "parameter",
  flag: "parameter",
  "option-argument": "string",
  operand: "string",
  assignment: "variable",
  action: "string",
};

export function tokensOfRun({ analysis }: Source, { start, end }: Span, push: PushToken): void {
  const { service, text } = analysis as RunScript;
  const words = service.chains.flatMap(wordsOfChain).sort((a, b) => a.start - b.start || a.end - b.end);
  let behind = 0;
  for (const word of words) {
    const type = typeOf(word);
    const isOneLine = text.lines.lineAt(word.start) === text.lines.lineAt(word.end);
    // A script in quotes is a word, and so is what stands in it.
    if (!type || !isOneLine || word.start < behind || word.end < start || word.start > end) continue;
    behind = word.end;
    push(word.start, word.end, type);
  }
}

function typeOf({ kind, role }: ChainWord): TokenType | undefined {
  if (role === "script" && kind !== "option") return undefined;
  if (role === "rules" || role?.endsWith("directory")) return kind === "option" ? "parameter" : "property";
  if (role === "account" || role === "ids") return kind === "option" ? "parameter" : "variable";
  return TYPE_OF_WORD[kind];
}
