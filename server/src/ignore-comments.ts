/** Comments that suppress findings, as fixes of these findings: a comment above each statement, for all its rules. */
import { parseScript } from "djblint-grammars/run/parser";
import { printScript } from "djblint-grammars/run/printer";
import type { SourceText } from "djblint-grammars/text";
import { applyEdits } from "./fix.js";
import type { Language } from "./languages/language.js";
import type { Finding } from "./rules/rule.js";
import { isComment, isContinued, suppressionComment } from "./suppress.js";

const LF = 10;

export interface IgnorePlan {
  /** The first finding of each place, with the comments as its only fix. */
  readonly fixable: readonly Finding[];
  /** Number of findings that the comments suppress. */
  readonly count: number;
  /** Number of findings in files that can hold no comment. */
  readonly impossible: number;
}

export interface CommentedFile {
  readonly text: SourceText;
  readonly language: Language;
}

interface Place extends CommentTarget {
  readonly first: Finding;
  /** Codes for the whole file, and for the statement below. */
  readonly ofFile: Set<string>;
  readonly ofStatement: Set<string>;
}

/** `reason` has one character for each byte. */
export function planIgnores(
  findings: readonly Finding[],
  sourceOf: (file: string) => CommentedFile | undefined,
  reason: string,
): IgnorePlan {
  const places = new Map<string, Place>();
  let count = 0;
  let impossible = 0;
  for (const finding of findings) {
    // What djblint says about its own work, comments among it, is mended and not suppressed.
    if (finding.rule.language === "djblint") continue;
    const source = sourceOf(finding.file);
    const target = source && commentTarget(finding, finding.file, source);
    if (!target) {
      impossible++;
      continue;
    }
    count++;
    const key = `${finding.file}\0${target.at}`;
    const place = places.get(key) ?? { ...target, first: finding, ofFile: new Set(), ofStatement: new Set() };
    (target.isWhole ? place.ofFile : place.ofStatement).add(finding.rule.code);
    places.set(key, place);
  }
  return { fixable: [...places.values()].map((place) => withComments(place, reason)), count, impossible };
}

/** Where a comment goes that suppresses a finding. */
export interface CommentTarget {
  /** The start of a line, above which it stands. */
  readonly at: number;
  readonly indent: string;
  /** Whether it has to be one for the whole file. */
  readonly isWhole: boolean;
}

/** Above the statement, or for the whole file where nothing can stand above, as in quotes; undefined where no comment may stand. */
export function commentTarget({ at, rule }: Finding, path: string, file: CommentedFile): CommentTarget | undefined {
  const { text, language } = file;
  if (!language.hasComments(path)) return undefined;
  const { lines } = text;
  const contentOf = (number: number) => text.slice(lines.span(number));
  let line = lines.lineAt(at.start);
  while (language.isScript && line > 0 && isContinued(contentOf(line - 1))) line--;
  // What is said of a file as a whole, or of the first line of a script, is said of whatever stands first.
  const isOfFile = at.end === 0 || (line === 0 && (language.isScript || (rule.language === "site" && at.start === 0)));
  const isInside = !isOfFile && language.isScript && !isStatement(text, lines.start(line));
  const isWhole = isOfFile || isInside || line >= lines.count || isComment(contentOf(line), language.isScript);
  const place = isOfFile || isInside ? topOf(text) : lines.start(line);
  if (place === topOf(text) && !mayBeginWithComment(file)) return undefined;
  const indent = language.isScript && !isWhole ? /^\s*/.exec(contentOf(line))![0] : "";
  return { at: place, indent, isWhole };
}

/** Whether the shell takes what is put in front of a line of a script for a comment: in quotes and here-documents it does not. */
function isStatement({ bytes }: SourceText, at: number): boolean {
  const newText = `${suppressionComment([], "", false)}\n`;
  const commented = applyEdits(bytes, [{ span: { start: at, end: at }, newText }]);
  return printScript(parseScript(bytes)) === printScript(parseScript(commented));
}

/** Where a comment for the whole file goes. */
export function topOf(text: SourceText): number {
  return text.slice({ start: 0, end: 2 }) === "#!" ? text.lines.start(1) : 0;
}

/**
 * An empty file means something else than one with a comment: an empty .qmail file stands for the default delivery. With
 * a blank first line, qmail-local delivers nothing by it (Q1), and with a comment there it would. Behind a `#!` line
 * that does not end, a comment would be part of it.
 */
export function mayBeginWithComment({ text, language }: CommentedFile): boolean {
  const top = topOf(text);
  if (text.bytes.length === 0 || (top > 0 && text.bytes[top - 1] !== LF)) return false;
  return language.id !== "control" || text.slice(text.lines.span(0)).trim() !== "";
}

function withComments({ first, at, indent, ofFile, ofStatement }: Place, reason: string): Finding {
  const comments = [
    ofFile.size > 0 ? suppressionComment([...ofFile], reason, true) : [],
    ofStatement.size > 0 ? suppressionComment([...ofStatement], reason, false) : [],
  ].flat();
  const newText = comments.map((comment) => `${indent}${comment}\n`).join("");
  return {
    ...first,
    fixes: [{ title: first.message, safety: "safe", edits: [{ span: { start: at, end: at }, newText }] }],
  };
}
