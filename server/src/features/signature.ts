/** The form of a line, its parts, and the one that is being typed. */

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
