/** The outline of a control file: its entries. */
import type { ControlLine, Field } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import type { ControlSource } from "../model/control/control-source.js";
import type { SourceSymbol } from "./symbols.js";

export function symbolsOfControl({ lines }: ControlSource): SourceSymbol[] {
  return lines.flatMap((line) => {
    const parts = partsOf(line);
    if (!parts) return [];
    const { start, end } = line.whole;
    const [name, detail] = parts;
    const kind = line.kind === "value" || line.kind === "number" ? "value" : "entry";
    const selection = name.end > name.start ? { start: name.start, end: name.end } : { start, end };
    return {
      name: printable(name.text) || "everything else",
      detail,
      kind,
      span: { start, end },
      selection,
      children: [],
    };
  });
}

/** What a line is called and what it says more; undefined for lines that say nothing. */
function partsOf(line: ControlLine): [name: Field, detail: string] | undefined {
  switch (line.kind) {
    case "value":
    case "entry":
      return [line.whole, ""];
    case "number":
      return [line.digits, ""];
    case "pair":
      return [line.key, printable(line.value.text)];
    case "route":
      return [line.key, printable(line.whole.text.slice(line.key.text.length + 1))];
    case "instruction":
      return [line.argument, line.instruction];
    case "assignment":
      return [line.address, `${printable(line.user.text)} in ${printable(line.home.text)}`];
    case "mailnames":
      return [line.user, printable(line.names.map(({ text }) => text).join(", "))];
    case "subuser":
      return [line.address, printable(line.user.text)];
    default:
      return undefined;
  }
}
