/**
 * An entry of a control file as its author meant it. qmail takes entries byte for byte (R12 to R18), so a byte-order
 * mark, blanks in front, a comment behind, a carriage return or a backslash at the end become part of them. Each of these
 * is one fault with one rule; the other rules look at what is left.
 */
import type { Field } from "djblint-grammars/control/tree";
import { withoutBlanksBehind } from "djblint-grammars/text";

export const BYTE_ORDER_MARK = "\xef\xbb\xbf";

export interface EntryText extends Field {
  /** Blanks in front. */
  readonly indent?: Field | undefined;
  /** A comment behind, with the blanks in front of it. */
  readonly comment?: Field | undefined;
}

/** A line that other programs pass over. */
const COMMENT_LINE = /^(#|;|\/\/)/;
const INLINE_COMMENT = /[ \t]+(#|\/\/)/;
/** R17: the end of a line that goes on, elsewhere. */
const CONTINUATION = /(?<=^|[\w.\]: \t])\\$/;
/** What most entries are: nothing to take away. */
const CLEAN = /^[!"$-.0-:<-[\]-~]([!-~]*[!-[\]-~])?$/;

/** Undefined when nothing is meant: for comments of all kinds, blank lines of CRLF files, and files without line feeds. */
export function entryText(field: Field): EntryText | undefined {
  if (CLEAN.test(field.text)) return field;
  const bare = without(field, /\r$/, "end");
  if (bare.text.includes("\r")) return undefined;
  const marked = bare.text.startsWith(BYTE_ORDER_MARK) ? part(bare, BYTE_ORDER_MARK.length) : bare;
  const whole = without(marked, CONTINUATION, "end");
  const body = without(whole, /^[ \t]+/, "start");
  const indent = body.start > whole.start ? part(whole, 0, body.start - whole.start) : undefined;
  if (COMMENT_LINE.test(body.text)) return undefined;
  const comment = INLINE_COMMENT.exec(body.text);
  const meant = trimEnd(comment ? part(body, 0, comment.index) : body);
  if (meant.text === "" && field.text !== "") return undefined;
  return { ...meant, indent, comment: comment ? part(body, comment.index) : undefined };
}

/** Whether nothing but a comment stands behind a colon. */
export function isCommentAlone(value: string): boolean {
  return /^([ \t]*#|[ \t]+\/\/)/.test(value);
}

/** A part of a field, by places in its text. */
export function part(field: Field, from: number, to = field.text.length): Field {
  return { start: field.start + from, end: field.start + to, text: field.text.slice(from, to) };
}

function without(field: Field, pattern: RegExp, side: "start" | "end"): Field {
  const found = pattern.exec(field.text);
  if (!found) return field;
  return side === "start" ? part(field, found[0].length) : part(field, 0, found.index);
}

function trimEnd(field: Field): Field {
  return part(field, 0, withoutBlanksBehind(field.text).length);
}
