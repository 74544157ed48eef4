/** The parts that words are made of: quotes, escapes, parameters, substitutions. */
import type { TokenType } from "chevrotain";
import * as b from "./bytes.js";
import { backquoteExcerpt } from "./excerpt.js";
import { scanDollarQuoted } from "./scan-bash.js";
import type { ScanState, TextContext } from "./scan-state.js";
import * as t from "./tokens.js";

/** Operators of `${name op word}` that dash knows. */
const OPERATORS: ReadonlySet<string> = new Set("- = ? + :- := :? :+ # ## % %%".split(" "));

/** A run of bytes that mean themselves. */
export function scanRun(state: ScanState, type: TokenType, ends: b.ByteSet): void {
  const start = state.cursor.at;
  state.addHere(type, start, state.cursor.takeUntil(ends));
}

/** Outside of quotes a backslash makes an ordinary byte of any byte. */
export function scanEscape(state: ScanState): void {
  const { cursor } = state;
  const start = cursor.at++;
  // At the very end it stands for itself.
  const text = cursor.rawByte() === b.END ? "\\" : String.fromCharCode(cursor.rawByte());
  cursor.at = Math.min(cursor.at + 1, cursor.end);
  state.addHere(t.Escaped, start, text);
}

export function scanSingleQuoted(state: ScanState): void {
  const { cursor } = state;
  const start = cursor.at;
  const close = cursor.indexOf(b.SINGLE_QUOTE, start + 1);
  if (close < 0) {
    state.addUnclosed(start, 1);
    return;
  }
  cursor.at = close + 1;
  state.addHere(t.SingleQuoted, start, cursor.slice(start + 1, close));
}

export function openQuote(state: ScanState): void {
  const start = state.cursor.at++;
  state.addHere(t.QuoteOpen, start, '"');
  state.openText("quote", true);
}

/** What stands between backquotes is scanned as a text of its own. */
export function openBackquote(state: ScanState): void {
  const { cursor } = state;
  const found = backquoteExcerpt(cursor.excerpt, cursor.at + 1, state.quoted);
  if (found === undefined) {
    state.addUnclosed(cursor.at, 1);
    return;
  }
  state.add(t.BackquoteOpen, cursor.at, cursor.at + 1, { text: "`" });
  state.openCommands("backquote", { excerpt: cursor.excerpt, at: found.next });
  cursor.move(found.inner, found.inner.start);
}

export function scanDollar(state: ScanState): void {
  const { cursor } = state;
  const start = cursor.at++;
  const byte = cursor.byte();
  if (byte === b.OPEN) openSubstitution(state, start);
  else if (byte === b.OPEN_BRACE) scanBraced(state, start);
  else {
    const text = takeParameterName(state, false);
    if (text !== "") state.add(t.Variable, start, cursor.at, { text, braced: false });
    else scanLoneDollar(state, start, byte);
  }
}

function scanLoneDollar(state: ScanState, start: number, next: number): void {
  state.cursor.at = start + 1;
  if (!state.quoted && (next === b.SINGLE_QUOTE || next === b.DOUBLE_QUOTE)) {
    state.addForm("dollar-quote", start, start + 2);
    if (state.shell === "bash" && next === b.SINGLE_QUOTE) {
      scanDollarQuoted(state, start);
      return;
    }
  }
  state.addHere(state.context.kind === "word" ? t.Bare : t.Text, start, "$");
}

function openSubstitution(state: ScanState, start: number): void {
  state.cursor.at++;
  if (state.cursor.take(b.OPEN)) {
    state.addHere(t.ArithmeticOpen, start, "$((");
    state.openText("arithmetic", true);
  } else {
    state.addHere(t.SubstitutionOpen, start, "$(");
    state.openCommands("substitution");
  }
}

/** A name, a positional or a special parameter; empty when there is none. Without braces `$10` is `$1` and 0. */
function takeParameterName({ cursor }: ScanState, braced: boolean): string {
  const byte = cursor.byte();
  if (byte === b.END) return "";
  if (b.NAME_START[byte] === 1) return cursor.takeWhile(b.NAME);
  if (b.DIGIT[byte] === 1) return cursor.takeWhile(b.DIGIT, braced ? undefined : 1);
  return cursor.takeWhile(b.SPECIAL_PARAMETER, 1);
}

/** `${...}` in the way of dash: a form that it does not know is no fault until the script runs. */
function scanBraced(state: ScanState, start: number): void {
  const { cursor } = state;
  cursor.at++;
  const length = takeLengthSign(state);
  const text = takeParameterName(state, true);
  if (!length && text !== "" && cursor.take(b.CLOSE_BRACE)) {
    state.add(t.Variable, start, cursor.at, { text, braced: true });
    return;
  }
  const operator = length ? "length" : takeOperator(state, text);
  const known = length ? cursor.byte() === b.CLOSE_BRACE : OPERATORS.has(operator);
  if (!known || text === "") state.addForm("parameter-form", start);
  state.add(t.VariableOpen, start, cursor.at, { text, operator });
  // The pattern of `#` and `%` is read like a word of its own, also between double quotes.
  state.openText("variable", state.quoted && !/^[#%]/.test(operator));
}

/** The `#` of `${#name}`; in `${#}`, `${#-word}` and `${##pattern}` it is the name. */
function takeLengthSign({ cursor }: ScanState): boolean {
  if (cursor.byte() !== b.HASH) return false;
  const from = cursor.at++;
  const byte = cursor.byte();
  const isSpecial = byte !== b.END && b.SPECIAL_PARAMETER[byte] === 1 && cursor.second() === b.CLOSE_BRACE;
  if (isSpecial || (byte !== b.END && b.NAME[byte] === 1)) return true;
  cursor.at = from;
  return false;
}

/** The operator behind the name; of an unknown form the byte that dash swallows. */
function takeOperator({ cursor }: ScanState, name: string): string {
  if (cursor.byte() === b.END || (name === "" && cursor.byte() === b.CLOSE_BRACE)) return "";
  const first = cursor.takeAny();
  if (name === "") return first;
  if (first === ":") {
    // `${#:}` is a length that dash does not know; in `${x:}` it swallows the brace.
    const closes = cursor.byte() === b.END || (name === "#" && cursor.byte() === b.CLOSE_BRACE);
    return closes ? first : first + cursor.takeAny();
  }
  const doubles = (first === "#" || first === "%") && cursor.take(first.charCodeAt(0));
  return doubles ? first + first : first;
}

// Between quotes, braces and parentheses; the end of the text is somebody else's business.

export function scanQuote(state: ScanState, byte: number): void {
  const ends = state.inDelimiter ? b.ENDS_QUOTED_DELIMITER : b.ENDS_QUOTED;
  if (ends[byte] === 0) scanRun(state, t.Text, ends);
  else if (byte === b.DOUBLE_QUOTE) closeText(state, t.QuoteClose, '"');
  else scanExpansion(state, byte, b.ESCAPED_IN_QUOTES);
}

export function scanVariable(state: ScanState, { quoted }: TextContext, byte: number): void {
  const ends = quoted ? b.ENDS_QUOTED_VARIABLE : b.ENDS_VARIABLE;
  if (ends[byte] === 0) scanRun(state, t.Text, ends);
  else if (byte === b.CLOSE_BRACE) closeText(state, t.VariableClose, "}");
  else if (byte === b.DOUBLE_QUOTE) openQuote(state);
  else if (byte === b.SINGLE_QUOTE) scanSingleQuoted(state);
  else if (byte === b.BACKSLASH && !quoted) scanEscape(state);
  else scanExpansion(state, byte, b.ESCAPED_IN_QUOTED_VARIABLE);
}

export function scanArithmetic(state: ScanState, context: TextContext, byte: number): void {
  if (b.ENDS_ARITHMETIC[byte] === 0) scanRun(state, t.Text, b.ENDS_ARITHMETIC);
  else if (byte === b.OPEN || byte === b.CLOSE) scanArithmeticParen(state, context, byte);
  else scanExpansion(state, byte, b.ESCAPED_IN_ARITHMETIC);
}

function scanArithmeticParen(state: ScanState, context: TextContext, byte: number): void {
  const start = state.cursor.at++;
  if (byte === b.CLOSE && context.depth === 0 && state.cursor.take(b.CLOSE)) {
    state.contexts.pop();
    state.addHere(t.ArithmeticClose, start, "))");
    return;
  }
  if (byte === b.OPEN) context.depth++;
  else if (context.depth > 0) context.depth--;
  state.addHere(t.Text, start, String.fromCharCode(byte));
}

/** `$`, a backquote or a backslash where the rules of double quotes hold. */
export function scanExpansion(state: ScanState, byte: number, escaped: b.ByteSet): void {
  if (byte === b.DOLLAR) scanDollar(state);
  else if (byte === b.BACKQUOTE) openBackquote(state);
  else scanQuotedEscape(state, escaped);
}

/** Between quotes only some bytes can be escaped; in front of others the backslash stays. */
function scanQuotedEscape(state: ScanState, escaped: b.ByteSet): void {
  const { cursor } = state;
  const start = cursor.at++;
  const byte = cursor.rawByte();
  if (byte !== b.END && escaped[byte] === 1) {
    cursor.at++;
    state.addHere(t.Escaped, start, String.fromCharCode(byte));
  } else state.addHere(t.Text, start, "\\");
}

function closeText(state: ScanState, type: TokenType, text: string): void {
  const start = state.cursor.at++;
  state.contexts.pop();
  state.addHere(type, start, text);
}
