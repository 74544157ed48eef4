/** What a name with a * was meant to be: shared by the rules on files that are looked up by domain. */
import type { Field } from "djblint-grammars/control/tree";
import { nameTrouble } from "../../model/control/domain-entry.js";
import type { Fix } from "../rule.js";

/** The message of the rule is called `replace`. */
export function withoutStar(name: Field): Fix[] {
  const instead = name.text.replace(/^(\*@)?\*?(?=\.)|^\*@/, "");
  if (instead === name.text || nameTrouble(instead) !== undefined || instead === "") return [];
  const edits = [{ span: { start: name.start, end: name.end }, newText: instead }];
  return [{ title: "replace", params: { instead }, safety: "unsafe", edits }];
}
