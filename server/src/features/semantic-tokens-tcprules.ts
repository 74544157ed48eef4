/** The parts of rule lines. */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import type { Span } from "djblint-grammars/text";
import type { AccessFile } from "../model/tcprules/access-file.js";
import type { Source } from "../source.js";
import type { PushToken } from "./semantic-tokens.js";

export function tokensOfTcprules({ analysis }: Source, { start, end }: Span, push: PushToken): void {
  const { text, table } = analysis as AccessFile;
  const { lines } = text;
  for (let line = lines.lineAt(start); line < lines.count && lines.start(line) < end; line++) {
    const read = table.lineAt(line);
    if (read.kind === "comment") push(read.span.start, read.span.end, "comment");
    else if (read.kind === "rule") pushRule(read, push);
  }
}

function pushRule({ address, instruction, variables }: RuleLine, push: PushToken): void {
  if (address.text !== "") {
    push(address.start, address.end, address.text.includes("=") ? "namespace" : "number");
  }
  push(instruction.start, instruction.end, "keyword");
  for (const { name, value } of variables) {
    if (name.text !== "") push(name.start, name.end, "variable", "definition");
    // With the bytes around it.
    push(value.start - 1, value.end + 1, "string");
  }
}
