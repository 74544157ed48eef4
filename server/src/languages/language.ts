/** What djblint needs to know of a language. A new language is a file beside this one and a line in `index.ts`. */
import type { LineRevision, SourceText } from "djblint-grammars/text";
import type { Settings } from "../config.js";
import type { Tree, TreeSource } from "../model/tree.js";
import type { RuleTiming } from "../rule-timing.js";
import type { ChecksOf, LanguageId, Report } from "../rules/rule.js";

export interface SourceFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: SourceText;
}

/** A rule that is switched on, and where its observations go. */
export interface ActiveRule<L extends LanguageId = LanguageId> {
  readonly on: ChecksOf[L];
  readonly report: Report;
  /** Whether no more is listed for this file, so that the rule need not be asked any further. */
  readonly isFull: boolean;
}

export interface CheckContext {
  readonly settings: Settings;
  /** Unix time in seconds at which records live or are dead. */
  readonly now: number;
  /** The files around. */
  readonly tree: Tree;
  /** At most so many findings of one rule are listed for one file; `FINDINGS_OF_A_RULE` when it is not given. */
  readonly mostOfRule?: number;
  /** Where it is to be measured how long rules take. */
  readonly timing?: RuleTiming;
}

/** Texts of another language in a file. */
export interface Inside {
  readonly language: LanguageId;
  /** What is reported are places in the file. */
  check(rules: readonly ActiveRule[]): void;
}

/** `A` is what analysis makes of a file: typed lines and the model that rules, hover and simulation read. */
export interface Language<L extends LanguageId = LanguageId, A = unknown> {
  readonly id: L;
  readonly title: string;
  /** What the rules of the language find in a file depends on that file alone. */
  readonly standsAlone?: true;
  /** By name and place alone; `files` in the configuration and `--as` come first. */
  recognises(path: string): boolean;
  /** Whether name and place are too common to read a file for them that is large. */
  isGuess?(path: string): boolean;
  /**
   * For names that files of others have too: whether a file may be of this language by what it holds. Not asked about
   * files that the user or the configuration names.
   */
  mayHold?(text: SourceText, path: string): boolean;
  /** Whether a line that begins with `#` is a comment in this file, so that it can hold a suppression. */
  hasComments(path: string): boolean;
  /** Whether comments may be indented, and a command may go on in the next line, behind a backslash. */
  readonly isScript?: true;
  /** What a source may be compiled to, likeliest first: servers read that in its place. */
  compiledNames?(source: Pick<TreeSource, "target" | "parts">): string[];
  /** Never throws, whatever the bytes. */
  analyze(file: SourceFile, context: CheckContext): A;
  /**
   * The same as `analyze`, made out of the analysis of the text before some lines were replaced, which is of no use any
   * more. Undefined when that cannot be done.
   */
  revise?(before: A, file: SourceFile, revision: LineRevision, context: CheckContext): A | undefined;
  /** May be done in steps, between which others have their turn. */
  check(analysis: A, rules: readonly ActiveRule<L>[]): void | Generator<void>;
  /** What a file holds of another language, whose rules are asked about it. Undefined when there is nothing of the kind. */
  inside?(analysis: A, context: CheckContext): Inside | undefined;
  /**
   * Checks only what the last revision is most likely to matter to. The lines whose findings are all among those that
   * are reported; rules about files as a whole are not asked. Undefined when the analysis is not a revised one.
   */
  checkTouched?(analysis: A, rules: readonly ActiveRule<L>[]): ReadonlySet<number> | undefined;
}

/** Splits a path into its last name and the folders above it, nearest first. */
export function placeOf(path: string): { name: string; folders: string[] } {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const name = parts.pop() ?? "";
  return { name, folders: parts.reverse() };
}
