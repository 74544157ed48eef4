/** A dot at the end of a name, which makes it another name: shared by the rules on files that are looked up by domain. */
import { printable } from "djblint-grammars/text";
import type { DomainEntry } from "../../model/control/domain-entry.js";
import type { Report } from "../rule.js";

/** The messages of the rules are called `dot` and `remove`. */
export function reportTrailingDot({ name, trouble }: DomainEntry, report: Report): void {
  if (trouble !== "trailing-dot") return;
  const at = { start: name.end - 1, end: name.end };
  report({
    at,
    message: "dot",
    params: { found: printable(name.text) },
    fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: at, newText: "" }] }],
  });
}
