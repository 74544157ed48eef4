/** What stands between words: blanks, comments, line feeds, operators, redirections. */
import * as b from "./bytes.js";
import { openProcess, scanBashOpening, scanHereString } from "./scan-bash.js";
import { openDocuments } from "./scan-here.js";
import type { CommandContext, Expectation, ScanState } from "./scan-state.js";
import { openWord } from "./scan-words.js";
import * as t from "./tokens.js";

/** Where a line feed changes nothing. */
const SURVIVE_LINES: readonly Expectation[] = ["pattern", "case-in", "for-in"];

export function scanCommands(state: ScanState, context: CommandContext, byte: number): void {
  if (byte === b.BLANK || byte === b.TAB) state.cursor.at++;
  else if (byte === b.HASH) scanComment(state);
  else if (byte === b.LF) scanNewline(state, context);
  else if (scanBashOpening(state, context, byte) || scanOperator(state, context, byte)) return;
  else if (!scanRedirection(state, context)) openWord(state, context);
}

function scanComment(state: ScanState): void {
  const { cursor } = state;
  const start = cursor.at;
  const feed = cursor.indexOf(b.LF);
  cursor.at = feed < 0 ? cursor.end : feed;
  state.comments.push(cursor.span(start));
}

function scanNewline(state: ScanState, context: CommandContext): void {
  const start = state.cursor.at++;
  // Between the words of an array lines do not count.
  if (context.closes !== "array") state.addHere(t.Newline, start, "\n");
  if (!SURVIVE_LINES.includes(context.expect)) expectCommand(context);
  openDocuments(state, context);
}

function expectCommand(context: CommandContext): void {
  if (context.closes !== "array") context.expect = "command";
}

function scanOperator(state: ScanState, context: CommandContext, byte: number): boolean {
  const start = state.cursor.at;
  switch (byte) {
    case b.SEMICOLON:
      scanSemicolon(state, context, start);
      return true;
    case b.AMPERSAND:
      scanAmpersand(state, context, start);
      return true;
    case b.PIPE:
      scanPipe(state, context, start);
      return true;
    case b.OPEN:
      scanOpen(state, context, start);
      return true;
    case b.CLOSE:
      scanClose(state, context, start);
      return true;
    default:
      return false;
  }
}

function scanSemicolon(state: ScanState, context: CommandContext, start: number): void {
  const { cursor } = state;
  cursor.at++;
  if (cursor.take(b.SEMICOLON)) {
    // `;;&` of bash.
    if (state.shell === "bash") cursor.take(b.AMPERSAND);
    state.addHere(t.DoubleSemicolon, start, ";;");
    context.expect = context.closes === "case" ? "pattern" : "command";
  } else {
    state.addHere(t.Semicolon, start, ";");
    expectCommand(context);
  }
}

function scanAmpersand(state: ScanState, context: CommandContext, start: number): void {
  const { cursor } = state;
  cursor.at++;
  if (cursor.take(b.AMPERSAND)) state.addHere(t.AndIf, start, "&&");
  else {
    if (cursor.byte() === b.GREATER) state.addForm("both-streams-redirect", start, cursor.at + 1);
    state.addHere(t.Ampersand, start, "&");
  }
  expectCommand(context);
}

function scanPipe(state: ScanState, context: CommandContext, start: number): void {
  const { cursor } = state;
  cursor.at++;
  if (cursor.take(b.PIPE)) state.addHere(t.OrIf, start, "||");
  else {
    if (cursor.byte() === b.AMPERSAND && cursor.second() !== b.AMPERSAND) {
      state.addForm("pipe-both-streams", start, cursor.at + 1);
      if (state.shell === "bash") cursor.at++;
    }
    state.addHere(t.Pipe, start, "|");
    if (context.expect === "pattern-rest") return;
  }
  expectCommand(context);
}

function scanOpen(state: ScanState, context: CommandContext, start: number): void {
  state.cursor.at++;
  state.addHere(t.OpenParen, start, "(");
  if (context.expect === "pattern") context.expect = "pattern-rest";
  else state.openCommands("paren");
}

/** What a closing parenthesis ends depends on what was opened; in a case branch it ends the pattern. */
const CLOSERS = {
  substitution: t.SubstitutionClose,
  process: t.ProcessClose,
  array: t.ArrayClose,
  paren: t.CloseParen,
  case: undefined,
  end: undefined,
  backquote: undefined,
} as const;

function scanClose(state: ScanState, { closes }: CommandContext, start: number): void {
  state.cursor.at++;
  const closer = CLOSERS[closes];
  if (closer !== undefined) state.closeCommands();
  state.addHere(closer ?? t.CloseParen, start, ")");
  // Behind a substitution the word goes on.
  if (closer === undefined || closer === t.CloseParen) state.commands.expect = "command";
}

function scanRedirection(state: ScanState, context: CommandContext): boolean {
  const { cursor } = state;
  const start = cursor.at;
  // dash takes one digit, bash any number.
  const text = cursor.takeWhile(b.DIGIT, state.shell === "sh" ? 1 : undefined);
  const end = cursor.at;
  const behind = cursor.byte();
  if (behind !== b.LESS && behind !== b.GREATER) {
    cursor.at = start;
    return false;
  }
  if (text !== "") state.add(t.Descriptor, start, end, { text });
  if (!openProcess(state, behind) && !scanHereString(state, context)) scanRedirectionOperator(state, context);
  return true;
}

function scanRedirectionOperator(state: ScanState, context: CommandContext): void {
  const { cursor } = state;
  const start = cursor.at;
  const operator = t.REDIRECTIONS.find((candidate) => cursor.takeText(candidate))!;
  const announces = operator === "<<" || operator === "<<-";
  state.addHere(announces ? t.HereRedirection : t.Redirection, start, operator);
  const at = cursor.span(start, cursor.at);
  context.redirect = announces
    ? { stripTabs: operator === "<<-", marker: undefined, delimiter: "", literal: false, at }
    : "target";
}
