/** Comments that suppress findings, as fixes of these findings: a comment above each statement, for all its rules. */
import type { SourceText } from "djblint-grammars/text";
import type { Language } from "./languages/language.js";
import type { Finding } from "./rules/rule.js";
import { isContinued, suppressionComment } from "./suppress.js";

export interface IgnorePlan {
  /** The first finding of each place, with the comments as its only fix. */
  readonly fixable: readonly Finding[];
  /** Number of findings that the comments suppress. */
  readonly count: number;
  /** Number of findings in files that can hold no comment. */
  readonly impossible: number;
}

interface Place {
  readonly first: Finding;
  readonly at: number;
  readonly indent: string;
  /** Codes for the whole file, and for the statement below. */
  readonly ofFile: Set<string>;
  readonly ofStatement: Set<string>;
}

/** `reason` has one character for each byte. */
export function planIgnores(
  findings: readonly Finding[],
  sourceOf: (file: string) => { readonly text: SourceText; readonly language: Language } | undefined,
  reason: string,
): IgnorePlan {
  const places = new Map<string, Place>();
  let count = 0;
  let impossible = 0;
  for (const finding of findings) {
    // What djblint says about its own work, comments among it, is mended and not suppressed.
    if (finding.rule.language === "djblint") continue;
    const source = sourceOf(finding.file);
    if (!source || !canHoldComment(finding.file, source)) {
      impossible++;
      continue;
    }
    count++;
    const target = targetOf(finding, source);
    const key = `${finding.file}\0${target.at}`;
    const place = places.get(key) ?? { ...target, first: finding, ofFile: new Set(), ofStatement: new Set() };
    (target.isWhole ? place.ofFile : place.ofStatement).add(finding.rule.code);
    places.set(key, place);
  }
  return { fixable: [...places.values()].map((place) => withComments(place, reason)), count, impossible };
}

/** An empty file means something else than one with a comment: an empty .qmail file stands for the default delivery. */
function canHoldComment(path: string, { text, language }: { text: SourceText; language: Language }): boolean {
  return language.hasComments(path) && text.bytes.length > 0;
}

/** Where the comment goes: above the statement, or for the whole file where nothing can stand above. */
function targetOf({ at }: Finding, { text, language }: { text: SourceText; language: Language }) {
  const { lines } = text;
  const contentOf = (number: number) => text.slice(lines.span(number));
  let line = lines.lineAt(at.start);
  while (language.isScript && line > 0 && isContinued(contentOf(line - 1))) line--;
  const isShebang = line === 0 && contentOf(0).startsWith("#!");
  const isWhole = isShebang || line >= lines.count;
  const indent = language.isScript && !isWhole ? /^\s*/.exec(contentOf(line))![0] : "";
  return { at: lines.start(isShebang ? 1 : line), indent, isWhole };
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
