/** A line of a rule file as it is being typed: which part the cursor is in. The line need not be complete. */
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { RuleScanner, RuleTokens, splitAt } from "djblint-grammars/tcprules/scanner";
import { typesOf } from "djblint-grammars/tcprules/shape";
import { Closing, Comma, Equals, Name, Opening, Value } from "djblint-grammars/tcprules/tokens";
import type { SourceText, Span } from "djblint-grammars/text";

export interface TypedRule {
  /** `end`: behind the closing quote of a value, where only a comma can follow. */
  readonly part: "address" | "instruction" | "name" | "value" | "end";
  /** All of the part. */
  readonly span: Span;
  /** What of it stands in front of the cursor, one character for each byte. */
  readonly typed: string;
  /** Of a value: the variable. */
  readonly variable: string;
}

/** Undefined in comments. */
export function typedRule(text: SourceText, offset: number, dialect: Dialect): TypedRule | undefined {
  const number = text.lines.lineAt(offset);
  const start = text.lines.start(number);
  const line = new RuleScanner(text.bytes);
  line.seek(number, start);
  if (number >= text.lines.count || line.isEmpty) return address(start, start, offset, text);
  if (line.isComment) return undefined;
  // While `allow` is not written, only the first colon can be meant.
  const split = splitAt(line, dialect) < 0 ? splitAt(line, "ucspi-tcp") : splitAt(line, dialect);
  if (split < 0 || offset <= split) return address(start, split < 0 ? line.end : split, offset, text);
  return behindSplit(line, split, offset, text);
}

function address(start: number, end: number, offset: number, text: SourceText): TypedRule {
  const typed = text.slice({ start, end: offset });
  return { part: "address", span: { start, end: Math.max(end, offset) }, typed, variable: "" };
}

function behindSplit(line: RuleScanner, split: number, offset: number, text: SourceText): TypedRule {
  const tokens = new RuleTokens<never>();
  tokens.scan(line, split);
  const types = typesOf(tokens.shape);
  let part: TypedRule["part"] = "instruction";
  let from = split + 1;
  let variable = "";
  for (let index = 0; index < tokens.count && tokens.starts[index] < offset; index++) {
    const type = types[index];
    if (type === Comma || type === Closing) variable = "";
    if (type === Name) variable = text.slice({ start: tokens.starts[index], end: tokens.ends[index] });
    if (type === Comma) part = "name";
    else if (type === Equals || type === Opening || type === Value) part = "value";
    else if (type === Closing && tokens.ends[index] <= offset) part = "end";
    if (type === Comma || type === Equals || type === Opening || type === Closing) from = tokens.ends[index];
  }
  const rest = text.slice({ start: offset, end: line.end });
  const end = offset + /^[^,=:"]*/.exec(rest)![0].length;
  return {
    part,
    span: { start: Math.min(from, offset), end },
    typed: text.slice({ start: from, end: offset }),
    variable,
  };
}
