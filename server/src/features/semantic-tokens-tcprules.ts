/** The parts of rule lines. */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import type { Span } from "djblint-grammars/text";
import type { AccessFile } from "../model/access-file.js";
import type { Source } from "../source.js";
import type { SemanticToken } from "./semantic-tokens.js";

export function* tokensOfTcprules({ analysis }: Source, { start, end }: Span): Generator<SemanticToken> {
  const { text, table } = analysis as AccessFile;
  const { lines } = text;
  for (let line = lines.lineAt(start); line < lines.count && lines.start(line) < end; line++) {
    const read = table.lineAt(line);
    if (read.kind === "comment") yield { start: read.span.start, end: read.span.end, type: "comment" };
    else if (read.kind === "rule") yield* tokensOfRule(read);
  }
}

function* tokensOfRule({ address, instruction, variables }: RuleLine): Generator<SemanticToken> {
  if (address.text !== "") {
    yield { start: address.start, end: address.end, type: address.text.includes("=") ? "namespace" : "number" };
  }
  yield { start: instruction.start, end: instruction.end, type: "keyword" };
  for (const { name, value } of variables) {
    if (name.text !== "") yield { start: name.start, end: name.end, type: "variable", modifier: "definition" };
    // With the bytes around it.
    yield { start: value.start - 1, end: value.end + 1, type: "string" };
  }
}
