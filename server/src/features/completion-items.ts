/** What completion offers. */
import type { Span } from "djblint-grammars/text";

export type CompletionKind =
  | "line" // a whole line
  | "host"
  | "address"
  | "value"
  | "location"
  | "variable"
  | "program"
  | "option"
  | "keyword"
  | "file"
  | "account";

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** One line beside the label. */
  readonly detail?: string;
  /** Markdown; worked out when the item is looked at. */
  readonly documentation?: string;
  /** One character for each byte. */
  readonly text: string;
  /** The same with places to fill in, for editors that have such: `$1`, `${2:name}`. */
  readonly snippet?: string;
}

export interface Completions {
  readonly items: readonly CompletionItem[];
  /** What an item takes the place of. */
  readonly span: Span;
  /** Whether there is more than was listed. */
  readonly isIncomplete: boolean;
}

/** More are not read; the next letter makes them fewer. */
const MOST_ITEMS = 200;

/** The first items of a list, and whether there are more. */
export function completions(items: Iterable<CompletionItem>, span: Span): Completions {
  const listed: CompletionItem[] = [];
  for (const item of items) {
    if (listed.length === MOST_ITEMS) return { items: listed, span, isIncomplete: true };
    listed.push(item);
  }
  return { items: listed, span, isIncomplete: false };
}

/** Text that stands for itself in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

/** A place of a snippet that is filled in, with what stands there first. */
export function stop(number: number, text = ""): string {
  return `\${${number}:${escapeSnippet(text)}}`;
}
