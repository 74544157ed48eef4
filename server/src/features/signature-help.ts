/** Signature help: the parts of the line under the cursor, and what the one means that is being typed. */
import type { LanguageId } from "../rules/rule.js";
import type { Signature } from "./signature.js";
import { signatureControl } from "./signature-control.js";
import { signatureRun } from "./signature-run.js";
import { signatureTcprules } from "./signature-tcprules.js";
import { signatureTinydns } from "./signature-tinydns.js";
import type { View } from "./view.js";

const SIGNATURES: Partial<Record<LanguageId, (view: View) => Signature | undefined>> = {
  tinydns: signatureTinydns,
  tcprules: signatureTcprules,
  control: signatureControl,
  run: signatureRun,
};

export function signatureHelp(view: View): Signature | undefined {
  return SIGNATURES[view.source.language.id]?.(view);
}
