import type { FaultLine } from "djblint-grammars/tcprules/tree";

/** Whether nothing but a carriage return keeps a line from being a rule. */
export function endsInReturn({ fault, guilty, text }: FaultLine): boolean {
  return fault === "separator" && guilty.end - guilty.start === 1 && text.endsWith("\r");
}
