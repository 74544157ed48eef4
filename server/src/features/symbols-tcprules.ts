/** The outline of a rule file: its rules with what they say. */
import { printable } from "djblint-grammars/text";
import { dataOf, verdictOf } from "../model/tcprules/access.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import { describeVerdict } from "../simulate/access-words.js";
import type { SourceSymbol } from "./symbols.js";

export function symbolsOfTcprules({ table }: AccessFile): SourceSymbol[] {
  return table.rules.map((rule) => {
    const { address, variables, span } = rule;
    const name = address.text === "" ? "everybody else" : printable(address.text);
    const set = variables.map((variable) => printable(variable.name.text)).join(", ");
    const detail = [describeVerdict(verdictOf(dataOf(rule))), set].filter(Boolean).join("; ");
    const selection = address.text === "" ? span : { start: address.start, end: address.end };
    return { name, detail, kind: "rule", span, selection, children: [] };
  });
}
