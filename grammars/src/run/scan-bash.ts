/** What bash reads in its own way. When sh reads the script these are noted, and scanned as sh takes them. */
import type { TokenType } from "chevrotain";
import {
  AMPERSAND,
  BACKSLASH,
  BLANK,
  CLOSE,
  CLOSE_BRACKET,
  DOUBLE_QUOTE,
  GREATER,
  LESS,
  LF,
  OPEN,
  SINGLE_QUOTE,
  TAB,
} from "./bytes.js";
import type { CommandContext, ScanState, WordContext } from "./scan-state.js";
import * as t from "./tokens.js";

/** `&>` and `((` as bash takes them. */
export function scanBashOpening(state: ScanState, context: CommandContext, byte: number): boolean {
  if (state.shell !== "bash") return false;
  const second = state.cursor.second();
  if (byte === AMPERSAND && second === GREATER) {
    scanBothStreams(state, context);
    return true;
  }
  const opens = byte === OPEN && second === OPEN && (context.expect === "command" || context.expect === "for-name");
  const end = opens ? endOfArithmeticCommand(state) : -1;
  if (end < 0) return false;
  addOpaque(state, t.ArithmeticCommand, context, end);
  return true;
}

function scanBothStreams(state: ScanState, context: CommandContext): void {
  const { cursor } = state;
  const start = cursor.at;
  const operator = t.BASH_REDIRECTIONS.find((candidate) => cursor.takeText(candidate))!;
  state.addForm("both-streams-redirect", start);
  state.addHere(t.Redirection, start, operator);
  context.redirect = "target";
}

/** `<<<`, which sh takes for `<<` and `<`. */
export function scanHereString(state: ScanState, context: CommandContext): boolean {
  const { cursor } = state;
  const start = cursor.at;
  if (!cursor.takeText("<<<")) return false;
  state.addForm("here-string", start);
  if (state.shell !== "bash") {
    cursor.at = start;
    return false;
  }
  state.addHere(t.Redirection, start, "<<<");
  context.redirect = "target";
  return true;
}

/** `<(` and `>(`: bash starts a process there, sh stops. */
export function openProcess(state: ScanState, byte: number): boolean {
  const { cursor } = state;
  if ((byte !== LESS && byte !== GREATER) || cursor.second() !== OPEN) return false;
  const start = cursor.at;
  state.addForm("process-substitution", start, start + 2);
  if (state.shell !== "bash") return false;
  if (state.context.kind === "commands") state.openWord(false);
  cursor.at++;
  cursor.take(OPEN);
  state.addHere(t.ProcessOpen, start, String.fromCharCode(byte));
  state.openCommands("process");
  return true;
}

/** `NAME=(`: bash reads words up to the parenthesis, sh stops. */
export function openArray(state: ScanState, nameStart: number): void {
  const { cursor } = state;
  state.addForm("array", nameStart, cursor.at + 1);
  if (state.shell !== "bash") return;
  const start = cursor.at++;
  state.addHere(t.ArrayOpen, start, "(");
  state.openCommands("array");
}

/** Words that only bash reserves. */
export function bashReservedWord(state: ScanState, token: t.RunToken): TokenType | undefined {
  const { text } = token.payload;
  if (text !== "[[" && text !== "function" && text !== "select") return undefined;
  const span = { start: token.startOffset, end: token.endOffset! };
  if (text === "function") state.bashForms.push({ kind: "function-keyword", ...span });
  if (text === "[[") state.bashForms.push({ kind: "condition", ...span });
  if (state.shell !== "bash") return undefined;
  if (text === "select") return t.For;
  return text === "function" ? t.FunctionKeyword : t.Condition;
}

/** Makes one token of `[[ ... ]]`. */
export function scanCondition(state: ScanState, commands: CommandContext, word: WordContext): void {
  state.tokens.pop();
  state.cursor.at = word.start;
  const end = endOfCondition(state, word.start);
  if (end < 0) state.addUnclosed(word.start, 2);
  else addOpaque(state, t.Condition, commands, end);
}

/** `$'...'`, where a backslash quotes the quote. */
export function scanDollarQuoted(state: ScanState, start: number): void {
  const { cursor } = state;
  const { bytes } = cursor.excerpt;
  let at = start + 2;
  while (at < cursor.end && bytes[at] !== SINGLE_QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  if (at >= cursor.end) {
    state.addUnclosed(start, 2);
    return;
  }
  cursor.at = at + 1;
  state.addHere(t.DollarQuoted, start, cursor.slice(start + 2, at));
}

function addOpaque(state: ScanState, type: TokenType, context: CommandContext, end: number): void {
  const { cursor } = state;
  const start = cursor.at;
  cursor.at = end;
  state.addHere(type, start, cursor.slice(start, end));
  context.expect = context.expect === "for-name" ? "for-in" : "command";
}

/** Behind the `))` that belongs to the `((` at the cursor, or -1. */
function endOfArithmeticCommand({ cursor }: ScanState): number {
  const { bytes, end } = cursor.excerpt;
  let depth = 0;
  for (let at = cursor.at; at < end; at++) {
    if (bytes[at] === OPEN) depth++;
    else if (bytes[at] === CLOSE && --depth === 0) return bytes[at - 1] === CLOSE ? at + 1 : -1;
  }
  return -1;
}

/** Behind the `]]` that belongs to a `[[`, or -1. */
function endOfCondition({ cursor }: ScanState, start: number): number {
  const { bytes, end } = cursor.excerpt;
  let quote = 0;
  for (let at = start + 2; at + 2 < end; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH && quote !== SINGLE_QUOTE) at++;
    else if (quote !== 0) quote = byte === quote ? 0 : quote;
    else if (byte === SINGLE_QUOTE || byte === DOUBLE_QUOTE) quote = byte;
    else if (isSpace(byte) && bytes[at + 1] === CLOSE_BRACKET && bytes[at + 2] === CLOSE_BRACKET) return at + 3;
  }
  return -1;
}

function isSpace(byte: number): boolean {
  return byte === BLANK || byte === TAB || byte === LF;
}
