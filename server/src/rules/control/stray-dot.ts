/** A dot that makes a name another one, at its end or beside another dot: shared by the rules on files that are looked up by domain. */
import { printable } from "djblint-grammars/text";
import type { DomainEntry } from "../../model/control/domain-entry.js";
import type { MessageTemplate, Report } from "../rule.js";

/** Belongs to the messages of each of these rules. */
export const EMPTY_LABEL: MessageTemplate = {
  text: '"{found}" matches only addresses that are written with that dot, and no usual one is',
  help: "leave out the dot",
};

/** The messages of the rules are called `dot`, `label` and `remove`. */
export function reportStrayDot({ name, trouble }: DomainEntry, report: Report): void {
  const params = { found: printable(name.text) };
  if (trouble === "empty-label") report({ at: name, message: "label", params });
  if (trouble !== "trailing-dot") return;
  const at = { start: name.end - 1, end: name.end };
  report({
    at,
    message: "dot",
    params,
    fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: at, newText: "" }] }],
  });
}
