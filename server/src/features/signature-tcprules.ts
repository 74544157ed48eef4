/** The parts of a rule line. */
import { PARTS, variableSpec } from "djblint-grammars/tcprules/fields";
import type { AccessFile } from "../model/tcprules/access-file.js";
import { type Signature, signatureOf } from "./signature.js";
import { typedRule } from "./typed-rule.js";
import type { View } from "./view.js";

export function signatureTcprules({ source, offset }: View): Signature | undefined {
  const { dialect } = source.analysis as AccessFile;
  const rule = typedRule(source.whole.text, offset, dialect);
  if (!rule) return undefined;
  const doc = (name: string) => PARTS.find((part) => part.name === name)!.doc;
  const effect = variableSpec(rule.variable)?.effect;
  return {
    ...signatureOf([
      ["address", doc("address")],
      [":"],
      ["allow|deny", doc("instruction")],
      [","],
      ["NAME", doc("variable")],
      ['="'],
      ["VALUE", effect === undefined ? doc("delimiter") : `**${rule.variable}** — ${effect}`],
      ['"'],
    ]),
    documentation: "A rule: for clients of the address, what happens, and the variables that the server program gets.",
    active: rule.part === "end" ? undefined : ["address", "instruction", "name", "value"].indexOf(rule.part),
  };
}
