/** Blanks in front of a colon: shared by the rules on virtualdomains and smtproutes. */
import type { Field } from "djblint-grammars/control/tree";
import type { Span } from "djblint-grammars/text";
import type { Edit } from "../rule.js";

/** Undefined when there are none, and for keys that are comments. Blanks alone are a key too, and not the empty one (R22, R23). */
export function blanksBeforeColon({ start, end, text }: Field): Span | undefined {
  const kept = text.trimEnd().length;
  if (kept === text.length || /^\s*(#|;|\/\/)/.test(text)) return undefined;
  return { start: start + kept, end };
}

export function removal({ start, end }: Span): Edit[] {
  return [{ span: { start, end }, newText: "" }];
}
