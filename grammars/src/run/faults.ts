/** What the grammar's errors mean for the one who wrote the script. */
import { EOF, type IRecognitionException, type IToken } from "chevrotain";
import type { Span } from "../text.js";
import { BLANK } from "./bytes.js";
import type { Excerpt } from "./excerpt.js";
import { between, type DepthError, type ScriptParser } from "./grammar.js";
import * as t from "./tokens.js";
import type { Fault } from "./tree.js";

/** Why the grammar refused what `parser` read last; undefined when it did not. */
export function readFault(parser: ScriptParser, stopped: DepthError | undefined, excerpt: Excerpt): Fault | undefined {
  const [error] = parser.errors;
  const { refused } = parser;
  if (stopped !== undefined) return depthFault(stopped.token);
  if (error === undefined) return refused;
  const fault = faultOf(error, parser, excerpt);
  return refused !== undefined && refused.start < fault.start ? refused : fault;
}

function depthFault(token: IToken): Fault {
  return { kind: "nested-too-deep", found: token.image, wanted: undefined, form: undefined, ...between(token, token) };
}

function faultOf({ token, message }: IRecognitionException, { openers }: ScriptParser, excerpt: Excerpt): Fault {
  if (token.tokenType === t.Unclosed) {
    const { image: found } = token;
    return { kind: "unclosed", found, wanted: found, form: undefined, ...between(token, token) };
  }
  const opener = openers.at(-1);
  if (opener !== undefined && endsText(token)) {
    const { token: open, closer: wanted } = opener;
    return { kind: "unclosed", found: open.image, wanted, form: undefined, ...between(open, open) };
  }
  const wanted = message === "" ? undefined : message;
  return { kind: "unexpected", found: describe(token), wanted, form: undefined, ...placeOf(token, excerpt) };
}

/** Whether nothing can follow any more: the end of the file, of backquotes, or of a here-document. */
function endsText({ tokenType }: IToken): boolean {
  return tokenType === EOF || tokenType === t.BackquoteClose || tokenType === t.HereClose;
}

function describe({ tokenType, image }: IToken): string {
  if (tokenType === EOF) return "the end of the script";
  if (tokenType === t.Newline) return "the end of the line";
  return image === "" ? (tokenType.LABEL ?? "") : image;
}

/** The end of the file has no place in Chevrotain; the last byte that is no blank stands for it. */
function placeOf(token: IToken, { bytes, start, end, origins }: Excerpt): Span {
  if (token.tokenType !== EOF) return between(token, token);
  let at = end - 1;
  while (at > start && bytes[at] <= BLANK) at--;
  const place = origins?.[at] ?? Math.max(at, 0);
  return { start: place, end: Math.min(place + 1, bytes.length) };
}
