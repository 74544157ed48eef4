/**
 * Comments that switch findings off: `# djblint-ignore TD401 -- reason` above a line, `# djblint-ignore-file TD401`
 * anywhere for the whole file. Codes, names and prefixes of codes are accepted, separated by blanks or commas. In a
 * script, a comment may be indented, and one above a command is for all lines of the command.
 */
import type { SourceText, Span } from "djblint-grammars/text";
import type { Finding, RuleMeta } from "./rules/rule.js";

export interface Suppression {
  /** Place of one code in the comment. */
  readonly span: Span;
  /** Of a comment that cannot be read, its first word, which names no rule. */
  readonly selector: string;
  /** The lines that are meant; undefined for the whole file. */
  readonly lines: Lines | undefined;
}

/** The numbers of the first and the last line. */
interface Lines {
  readonly first: number;
  readonly last: number;
}

const HASH = 35;
const KEYWORD = "djblint-ignore";
const WHOLE_FILE = `${KEYWORD}-file`;
const COMMENT = /^(\s*)#\s*(djblint-ignore\S*)\s*(.*?)\s*$/;

/** All suppressions of a file whose comments begin with `#`. */
export function findSuppressions(text: SourceText, isScript: boolean): Suppression[] {
  const found: Suppression[] = [];
  let below: Lines | undefined;
  for (const at of commentsWith(text.bytes, KEYWORD)) {
    const line = text.lines.lineAt(at);
    const span = text.lines.span(line);
    const match = COMMENT.exec(text.slice(span));
    if (!match || (match[1] !== "" && !isScript)) continue;
    const [, , keyword, rest] = match;
    const wholeFile = keyword === WHOLE_FILE;
    const codes = rest.split(/(?:^|\s)--(?:\s|$)/)[0];
    if ((keyword !== KEYWORD && !wholeFile) || codes === "") {
      found.push({ selector: keyword, lines: undefined, span: { start: at, end: at + keyword.length } });
      continue;
    }
    const start = span.start + text.slice(span).indexOf(rest, match[0].indexOf(keyword) + keyword.length);
    // Comments that stand together are above the same statement.
    if (!wholeFile && (!below || below.first < line)) below = nextStatement(text, line, isScript);
    const lines = wholeFile ? undefined : below;
    for (const { 0: selector, index } of codes.matchAll(/[^\s,]+/g)) {
      found.push({ selector, lines, span: { start: start + index, end: start + index + selector.length } });
    }
  }
  return found;
}

/** The comment for some codes. */
export function suppressionComment(codes: readonly string[], reason: string, isWhole: boolean): string {
  const keyword = isWhole ? WHOLE_FILE : KEYWORD;
  return `# ${[keyword, ...[...codes].sort()].join(" ")}${reason === "" ? "" : ` -- ${reason}`}`;
}

/** The first lines below that are no comment: several suppressions may stand above one statement. */
function nextStatement(text: SourceText, line: number, isScript: boolean): Lines {
  const contentOf = (number: number) => text.slice(text.lines.span(number));
  let first = line + 1;
  while (first < text.lines.count && isComment(contentOf(first), isScript)) first++;
  let last = first;
  while (isScript && isContinued(contentOf(last))) last++;
  return { first, last };
}

/** Whether a line is a comment, and no statement that a comment above it could be about. */
export function isComment(line: string, isScript = false): boolean {
  return (isScript ? /^\s*#/ : /^#/).test(line);
}

/** Whether a line of a script goes on in the next one: its last backslash is not one of a pair. */
export function isContinued(line: string): boolean {
  return /(^|[^\\])(\\\\)*\\$/.test(line);
}

/** Where a word begins a comment. */
function* commentsWith(bytes: Uint8Array, word: string): Generator<number> {
  for (let mark = bytes.indexOf(HASH); mark >= 0; mark = bytes.indexOf(HASH, mark + 1)) {
    let at = mark + 1;
    while (isSpace(bytes[at])) at++;
    if (startsWith(bytes, at, word)) yield at;
  }
}

/** What `\s` stands for, except a line feed. */
function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13 && byte !== 10) || byte === 0xa0;
}

function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word.charCodeAt(index)) return false;
  return true;
}

/** Whether a selector names a rule: its code, its name, or a prefix of its code that holds a digit or is all letters. */
export function selects(selector: string, rule: Pick<RuleMeta, "code" | "name">): boolean {
  return selector === rule.name || rule.code.startsWith(selector.toUpperCase());
}

/** How exactly a selector names a rule: 0 not at all; a name is as exact as a whole code, however short it is. */
export function exactness(selector: string, rule: Pick<RuleMeta, "code" | "name">): number {
  if (!selects(selector, rule)) return 0;
  return selector === rule.name ? rule.code.length : selector.length;
}

/** Whether a suppression is a comment that cannot be read. */
export function isMalformed({ selector }: Suppression): boolean {
  return selector.startsWith(KEYWORD);
}

/** Takes the suppressed findings out, and tells which suppressions did nothing. */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  lineOf: (finding: Finding) => number,
): { kept: Finding[]; unused: Suppression[] } {
  const used = new Set<Suppression>();
  const ofFile = suppressions.filter(({ lines }) => lines === undefined);
  const ofLines = byLine(suppressions);
  const kept = findings.filter((finding) => {
    const here = [...ofFile, ...(ofLines.get(lineOf(finding)) ?? [])];
    const by = here.filter(({ selector }) => selects(selector, finding.rule));
    for (const suppression of by) used.add(suppression);
    return by.length === 0;
  });
  return { kept, unused: suppressions.filter((suppression) => !used.has(suppression)) };
}

/** Those for some lines, by each of these. */
function byLine(suppressions: readonly Suppression[]): ReadonlyMap<number, Suppression[]> {
  const found = new Map<number, Suppression[]>();
  for (const suppression of suppressions) {
    const { first, last } = suppression.lines ?? { first: 0, last: -1 };
    for (let line = first; line <= last; line++) {
      const known = found.get(line);
      if (known) known.push(suppression);
      else found.set(line, [suppression]);
    }
  }
  return found;
}
