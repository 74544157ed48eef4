/** The fields of a data line. */
import type { FieldSpec } from "djblint-grammars/tinydns/fields";
import { type Signature, signatureOf } from "./signature.js";
import { typedDataLine } from "./typed-data-line.js";
import type { View } from "./view.js";

export function signatureTinydns({ source, offset }: View): Signature | undefined {
  const { type, index } = typedDataLine(source.whole.text, offset);
  if (!type) return undefined;
  const fields = type.fields.flatMap((field, at) => [
    [at === 0 ? "" : ":"] as const,
    [field.name, describeField(field)] as const,
  ]);
  return {
    ...signatureOf([[type.letter], ...fields]),
    documentation: `${type.name} — ${type.creates}.`,
    active: index,
  };
}

export function describeField({ doc, default: empty }: FieldSpec): string {
  return `${doc} Empty: ${empty}.`;
}
