/** Bytes that mean something to the shell, and the sets that end or make up a run of others. */

export const TAB = 9;
export const LF = 10;
export const BLANK = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const OPEN = 40;
export const CLOSE = 41;
export const PLUS = 43;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const BACKQUOTE = 96;
export const OPEN_BRACE = 123;
export const PIPE = 124;
export const CLOSE_BRACE = 125;
export const TILDE = 126;

/** In place of a byte: there is none. */
export const END = -1;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";

export type ByteSet = Uint8Array;

function byteSet(members: string): ByteSet {
  const set = new Uint8Array(256);
  for (const member of members) set[member.charCodeAt(0)] = 1;
  return set;
}

export const NAME_START = byteSet(`_${LETTERS}`);
export const NAME = byteSet(`_${LETTERS}${DIGITS}`);
export const DIGIT = byteSet(DIGITS);
export const ACCOUNT = byteSet(`_.-+${LETTERS}${DIGITS}`);
/** `$?`, `$@` and their like. */
export const SPECIAL_PARAMETER = byteSet("#?$!-*@");

/** What ends a run of bytes that mean themselves, by where it stands. */
export const ENDS_BARE = byteSet(" \t\n;&|<>()\\'\"$`");
export const ENDS_DELIMITER = byteSet(" \t\n;&|<>()\\'\"");
export const ENDS_QUOTED = byteSet('\\"$`');
export const ENDS_QUOTED_DELIMITER = byteSet('\\"');
export const ENDS_VARIABLE = byteSet("}\\'\"$`");
export const ENDS_QUOTED_VARIABLE = byteSet('}\\"$`');
export const ENDS_ARITHMETIC = byteSet("()\\$`");
export const ENDS_HERE_LINE = byteSet("\n\\$`");
/** What ends a word. */
export const ENDS_WORD = byteSet(" \t\n;&|<>()");

/** What a backslash can quote, by where it stands. */
export const ESCAPED_IN_QUOTES = byteSet('\\"$`');
export const ESCAPED_IN_QUOTED_VARIABLE = byteSet('\\"$`}');
/** A parenthesis behind a backslash does not count. */
export const ESCAPED_IN_ARITHMETIC = byteSet('\\"$`()');
export const ESCAPED_IN_HERE = byteSet("\\$`");
