/** Words: where they begin and end, which of them are reserved, and what the shell looks for behind them. */
import type { TokenType } from "chevrotain";
import * as b from "./bytes.js";
import { bashReservedWord, openArray, openProcess, scanCondition } from "./scan-bash.js";
import { openBackquote, openQuote, scanDollar, scanEscape, scanRun, scanSingleQuoted } from "./scan-parts.js";
import type { CommandContext, ScanState, WordContext } from "./scan-state.js";
import * as t from "./tokens.js";

export function openWord(state: ScanState, context: CommandContext): void {
  const mayAssign = context.redirect === "no" && (context.expect === "command" || context.expect === "prefix");
  const word = state.openWord(mayAssign && startsAssignment(state));
  if (word.assignment) scanAssignmentName(state);
  else if (state.cursor.byte() === b.TILDE && !state.inDelimiter) scanTilde(state);
}

/** The next byte of a word, or its end. */
export function scanWord(state: ScanState, context: WordContext): void {
  const byte = state.cursor.byte();
  const ends = state.inDelimiter ? b.ENDS_DELIMITER : b.ENDS_BARE;
  if (byte === b.END) closeWord(state, context);
  else if (ends[byte] === 0) scanRun(state, t.Bare, ends);
  else if (byte === b.BACKSLASH) scanEscape(state);
  else if (byte === b.SINGLE_QUOTE) scanSingleQuoted(state);
  else if (byte === b.DOUBLE_QUOTE) openQuote(state);
  else if (byte === b.DOLLAR) scanDollar(state);
  else if (byte === b.BACKQUOTE) openBackquote(state);
  else if (byte === b.OPEN && holdsDeclaration(state, context)) openDeclared(state, context);
  else if (!openProcess(state, byte)) closeWord(state, context);
}

/** `declare -a NAME=(`: an argument that is nothing but a name and `=`. */
function holdsDeclaration({ tokens, commands }: ScanState, { first }: WordContext): boolean {
  const only = tokens.length === first + 1 ? tokens[first] : undefined;
  if (only?.tokenType !== t.Bare || commands.expect !== "argument" || commands.redirect !== "no") return false;
  return /^[A-Za-z_]\w*\+?=$/.test(only.payload.text);
}

function openDeclared(state: ScanState, context: WordContext): void {
  openArray(state, context.start);
  if (state.shell !== "bash") closeWord(state, context);
}

/** `NAME=`; with `NAME+=` only when bash reads it. */
function startsAssignment(state: ScanState): boolean {
  const { cursor } = state;
  const from = cursor.at;
  const named = b.NAME_START[cursor.byte()] === 1 && cursor.takeWhile(b.NAME) !== "";
  const assigns = named && cursor.byte() === b.EQUALS;
  const appends = named && cursor.byte() === b.PLUS && cursor.second() === b.EQUALS;
  if (appends) state.addForm("append-assignment", from, cursor.at + 2);
  cursor.at = from;
  return assigns || (appends && state.shell === "bash");
}

function scanAssignmentName(state: ScanState): void {
  const { cursor } = state;
  const start = cursor.at;
  const text = cursor.takeWhile(b.NAME);
  const operator = cursor.take(b.PLUS) ? "+" : undefined;
  cursor.take(b.EQUALS);
  state.add(t.AssignmentName, start, cursor.at, { text, operator });
  if (cursor.byte() === b.OPEN) openArray(state, start);
  else if (cursor.byte() === b.TILDE) scanTilde(state);
}

/** `~` and perhaps an account, when nothing but a slash or a colon makes the word longer. */
function scanTilde(state: ScanState): void {
  const { cursor } = state;
  const start = cursor.at++;
  const text = cursor.takeWhile(b.ACCOUNT);
  const byte = cursor.byte();
  if (byte === b.END || byte === b.SLASH || byte === b.COLON || b.ENDS_WORD[byte] === 1) {
    state.addHere(t.Tilde, start, text);
    return;
  }
  cursor.at = start;
  scanRun(state, t.Bare, b.ENDS_BARE);
}

function closeWord(state: ScanState, context: WordContext): void {
  state.contexts.pop();
  const { commands, tokens } = state;
  const only = tokens.length === context.first + 1 ? tokens[context.first] : undefined;
  const reserved = only?.tokenType === t.Bare ? reservedWord(state, commands, only) : undefined;
  if (reserved !== undefined) {
    tokens[context.first] = { ...only!, tokenType: reserved, tokenTypeIdx: reserved.tokenTypeIdx! };
    if (reserved === t.Condition) scanCondition(state, commands, context);
    else afterReserved(state, commands, reserved);
    return;
  }
  const end = tokens.at(-1)?.endOffset ?? 0;
  tokens.push(t.makeToken(t.WordEnd, { start: end, end }, { text: "" }));
  if (commands.redirect === "no") afterWord(commands, context.assignment);
  else afterTarget(state, commands, context);
}

/** The shell looks for reserved words in some places only, and not for all of them in each. */
function reservedWord(state: ScanState, context: CommandContext, token: t.RunToken): TokenType | undefined {
  if (context.redirect !== "no") return undefined;
  const word = t.RESERVED_WORDS.get(token.payload.text);
  switch (context.expect) {
    case "command":
      return word ?? bashReservedWord(state, token);
    case "for-in":
      return word === t.In || word === t.Do ? word : undefined;
    case "case-in":
      return word === t.In ? word : undefined;
    case "pattern":
      return word === t.Esac ? word : undefined;
    default:
      return undefined;
  }
}

function afterReserved(state: ScanState, context: CommandContext, word: TokenType): void {
  switch (word) {
    case t.Case:
      state.openCommands("case");
      break;
    case t.Esac:
      if (context.closes === "case") state.closeCommands();
      state.commands.expect = "command";
      break;
    case t.For:
      context.expect = "for-name";
      break;
    case t.FunctionKeyword:
      context.expect = "function-name";
      break;
    case t.In:
      context.expect = context.expect === "case-in" ? "pattern" : "argument";
      break;
    default:
      context.expect = "command";
  }
}

function afterWord(context: CommandContext, assignment: boolean): void {
  switch (context.expect) {
    case "command":
    case "prefix":
      context.expect = assignment ? "prefix" : "argument";
      break;
    case "for-name":
      context.expect = "for-in";
      break;
    case "case-word":
      context.expect = "case-in";
      break;
    case "pattern":
      context.expect = "pattern-rest";
      break;
    case "function-name":
      context.expect = "command";
      break;
  }
}

/** Behind the word of a redirection. */
function afterTarget(state: ScanState, context: CommandContext, word: WordContext): void {
  const { redirect } = context;
  context.redirect = "no";
  if (context.expect === "command") context.expect = "prefix";
  if (typeof redirect !== "object") return;
  const parts = state.tokens.slice(word.first);
  const { at } = state.cursor;
  redirect.delimiter = parts.map(({ payload, tokenType }) => (isQuoteMark(tokenType) ? "" : payload.text)).join("");
  redirect.literal = parts.some(({ tokenType }) => tokenType !== t.Bare && tokenType !== t.WordEnd);
  redirect.at = { start: redirect.at.start, end: state.cursor.span(at, at).end };
  redirect.marker = state.add(t.HereOpen, at, at, { text: redirect.delimiter });
  state.bodies.set(redirect.marker, []);
  context.pending.push(redirect);
}

function isQuoteMark(type: TokenType): boolean {
  return type === t.QuoteOpen || type === t.QuoteClose;
}
