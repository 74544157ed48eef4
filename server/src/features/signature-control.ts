/** The parts of a line of a control file. */
import { LINE_PARTS } from "djblint-grammars/control/parts";
import type { ControlSource } from "../model/control/control-source.js";
import { aboutControlFile } from "../simulate/control-file-words.js";
import { type Signature, signatureOf } from "./signature.js";
import type { View } from "./view.js";

export function signatureControl({ source, offset }: View): Signature | undefined {
  const file = source.analysis as ControlSource;
  const { text } = source.whole;
  const parts = LINE_PARTS[file.shape];
  const start = text.lines.start(text.lines.lineAt(offset));
  const typed = text.slice({ start, end: offset });
  if (!parts || typed.startsWith("#")) return undefined;
  const form = parts.flatMap(({ name, doc }, index) => [[index === 0 ? "" : ":"] as const, [name, doc] as const]);
  return {
    ...signatureOf(form),
    documentation: aboutControlFile(file)[0],
    // Further colons belong to the last part, or separate more of its kind.
    active: Math.min(typed.split(":").length, parts.length) - 1,
  };
}
