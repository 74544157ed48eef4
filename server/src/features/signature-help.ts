/** Signature help: the parts of the line under the cursor, and what the one means that is being typed. */
import type { LanguageId } from "../rules/rule.js";
import { signatureControl } from "./signature-control.js";
import { signatureRun } from "./signature-run.js";
import { signatureTcprules } from "./signature-tcprules.js";
import { signatureTinydns } from "./signature-tinydns.js";
import type { View } from "./view.js";

export interface Signature {
  /** The form of the whole line. */
  readonly label: string;
  /** Markdown. */
  readonly documentation: string;
  /** In the order of the label. */
  readonly parameters: readonly SignatureParameter[];
  /** Index of the parameter under the cursor; behind the last, or undefined, when it is none of them. */
  readonly active: number | undefined;
}

export interface SignatureParameter {
  /** Where it stands in the label. */
  readonly start: number;
  readonly end: number;
  /** Markdown. */
  readonly documentation: string;
}

const SIGNATURES: Partial<Record<LanguageId, (view: View) => Signature | undefined>> = {
  tinydns: signatureTinydns,
  tcprules: signatureTcprules,
  control: signatureControl,
  run: signatureRun,
};

export function signatureHelp(view: View): Signature | undefined {
  return SIGNATURES[view.source.language.id]?.(view);
}

/** Parts of a form with their documentation; a part without one is punctuation. */
export function signatureOf(
  parts: readonly (readonly [text: string, documentation?: string])[],
): Pick<Signature, "label" | "parameters"> {
  let label = "";
  const parameters: SignatureParameter[] = [];
  for (const [text, documentation] of parts) {
    const start = label.length;
    label += text;
    if (documentation !== undefined) parameters.push({ start, end: label.length, documentation });
  }
  return { label, parameters };
}
