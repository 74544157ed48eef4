/**
 * Cuts shell source into tokens, in one pass and without recursion: a stack of contexts says what the bytes mean.
 * It never fails; what is not closed ends with the input, and the parser says so. The reference is dash (`sh -n`);
 * the forms of bash become tokens of their own only when bash reads the script. Specification section 2.
 */
import type { Span } from "../text.js";
import { END } from "./bytes.js";
import type { Excerpt } from "./excerpt.js";
import type { Shell } from "./interpreter.js";
import { scanCommands } from "./scan-commands.js";
import { closeHere, scanHere } from "./scan-here.js";
import { scanArithmetic, scanQuote, scanVariable } from "./scan-parts.js";
import { type CommandContext, type Context, ScanState } from "./scan-state.js";
import { scanWord } from "./scan-words.js";
import * as t from "./tokens.js";
import type { BashForm, EndlessDocument } from "./tree.js";

export interface Scan {
  readonly tokens: readonly t.RunToken[];
  readonly comments: readonly Span[];
  readonly bashForms: readonly BashForm[];
  readonly endlessDocuments: readonly EndlessDocument[];
}

/** Cuts an excerpt into the tokens that the parser takes. */
export function scan(excerpt: Excerpt, shell: Shell): Scan {
  const state = new ScanState(excerpt, shell);
  while (!state.done) step(state, state.context);
  const { comments, bashForms, endlessDocuments } = state;
  return { tokens: tokensInOrder(state), comments, bashForms, endlessDocuments };
}

/** Each step takes a byte, or opens or closes a context: the loop ends. */
function step(state: ScanState, context: Context): void {
  if (context.kind === "here") scanHere(state, context);
  else if (context.kind === "word") scanWord(state, context);
  else {
    const byte = state.cursor.byte();
    if (byte === END) endExcerpt(state);
    else if (context.kind === "commands") scanCommands(state, context, byte);
    else if (context.kind === "quote") scanQuote(state, byte);
    else if (context.kind === "variable") scanVariable(state, context, byte);
    else scanArithmetic(state, context, byte);
  }
}

/** The end of what backquotes hold leads back outside; the end of the file ends the scan. */
function endExcerpt(state: ScanState): void {
  while (!isExcerpt(state.context)) closeContext(state, state.context);
  const context = state.context as CommandContext;
  if (context.outer === undefined) {
    state.dropPending(context);
    state.done = true;
    return;
  }
  const { excerpt, at } = context.outer;
  state.closeCommands();
  state.cursor.move(excerpt, at);
  state.add(t.BackquoteClose, at - 1, at, { text: "`" });
}

function isExcerpt(context: Context): boolean {
  return context.kind === "commands" && (context.closes === "end" || context.closes === "backquote");
}

/** Leaves a context that nothing closed. */
function closeContext(state: ScanState, context: Context): void {
  if (context.kind === "here") closeHere(state, context);
  else if (context.kind === "commands") state.closeCommands();
  else state.contexts.pop();
}

/** Puts the bodies of here-documents behind their redirections. */
function tokensInOrder({ tokens, bodies }: ScanState): t.RunToken[] {
  if (bodies.size === 0) return tokens;
  const ordered: t.RunToken[] = [];
  const open = [{ tokens, next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const token = top.tokens[top.next++];
    const body = token === undefined ? undefined : bodies.get(token);
    if (token === undefined) open.pop();
    else if (body !== undefined) open.push({ tokens: body, next: 0 });
    else ordered.push(token);
  }
  return ordered;
}
