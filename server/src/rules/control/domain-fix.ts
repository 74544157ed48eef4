/** The domain in an address: shared by the rules on files that are looked up by domain. */
import type { Field } from "djblint-grammars/control/tree";
import { nameTrouble } from "../../model/control/domain-entry.js";
import type { Fix } from "../rule.js";

/** The message of the rule is called `replace`. */
export function withoutUser(name: Field): Fix[] {
  const instead = name.text.slice(name.text.lastIndexOf("@") + 1);
  if (instead === "" || nameTrouble(instead) !== undefined) return [];
  const edits = [{ span: { start: name.start, end: name.end }, newText: instead }];
  return [{ title: "replace", params: { instead }, safety: "unsafe", edits }];
}
