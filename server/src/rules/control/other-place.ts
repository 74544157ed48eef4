/** The other half of a finding, in another file. */
import type { FileSpan } from "../../model/tree.js";
import type { Related } from "../rule.js";

/** Nothing where the place is not known. */
export function otherPlace(at: FileSpan | undefined, message: string, params?: Related["params"]): Related[] {
  return at ? [{ ...at, message, params }] : [];
}
