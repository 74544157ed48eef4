/** Addresses of header fields, taken apart as qmail-inject does (RFC 822, section 3). One character is one byte. */

export type MailTokenKind = "atom" | "quoted" | "literal" | "comment" | "special";

export interface MailToken {
  readonly kind: MailTokenKind;
  /** Without quotes, brackets, parentheses and backslashes. Of a special: the character. */
  readonly text: string;
}

const SPECIALS = ".,@<>:;";
const BLANKS = " \t\r\n";
const ENDS_ATOM = `${BLANKS}${SPECIALS}(["`;

/** Undefined when something is opened and not closed: qmail-inject refuses such a text. */
export function parseMailTokens(text: string): MailToken[] | undefined {
  const tokens: MailToken[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text[at];
    if (BLANKS.includes(char)) {
      at++;
      continue;
    }
    if (SPECIALS.includes(char)) {
      tokens.push({ kind: "special", text: char });
      at++;
      continue;
    }
    const read = readToken(text, at);
    if (!read) return undefined;
    tokens.push(read.token);
    at = read.end;
  }
  return tokens;
}

interface Read {
  readonly token: MailToken;
  readonly end: number;
}

function readToken(text: string, at: number): Read | undefined {
  switch (text[at]) {
    case '"':
      return readEnclosed(text, at, "quoted", "", '"');
    case "(":
      return readEnclosed(text, at, "comment", "(", ")");
    case "[":
      return readEnclosed(text, at, "literal", "[", "]");
    default:
      return readAtom(text, at);
  }
}

function readEnclosed(text: string, start: number, kind: MailTokenKind, open: string, close: string): Read | undefined {
  const inner: string[] = [];
  let depth = 1;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === close) depth--;
    else if (text[at] === open) depth++;
    else if (text[at] === "\\") at++;
    if (depth === 0) return { token: { kind, text: inner.join("") }, end: at + 1 };
    inner.push(text[at] ?? "");
  }
  return undefined;
}

function readAtom(text: string, start: number): Read {
  const inner: string[] = [];
  let at = start;
  do {
    if (text[at] === "\\") at++;
    inner.push(text[at] ?? "");
    at++;
  } while (at < text.length && !ENDS_ATOM.includes(text[at]));
  return { token: { kind: "atom", text: inner.join("") }, end: at };
}

export function isSpecial(token: MailToken | undefined, char: string): boolean {
  return token?.kind === "special" && token.text === char;
}

/** An address for the envelope: the tokens without blanks and quotes. */
export function bareMailAddress(tokens: readonly MailToken[]): string {
  const parts = tokens.filter(({ kind }) => kind !== "comment");
  return parts.map(({ kind, text }) => (kind === "literal" ? `[${text}]` : text)).join("");
}
