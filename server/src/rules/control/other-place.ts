/** The other half of a finding, in another file. */
import type { WrittenLine } from "../../simulate/written-zones.js";
import type { Related } from "../rule.js";

/** Nothing where the place is not known. */
export function otherPlace(at: WrittenLine | undefined, message: string, params?: Related["params"]): Related[] {
  return at ? [{ file: at.path, span: at.span, message, params }] : [];
}
