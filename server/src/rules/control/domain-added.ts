/** A domain that another control file lacks: shared by the rules that hold control files against each other. */
import { foldCase } from "../../model/control/control.js";
import type { ControlSource } from "../../model/control/control-source.js";
import type { Fix } from "../rule.js";

const LF = 10;

/** Adds an entry at the end, in small letters, which qmail takes it for (QM206). The message of the rule is called `add`. */
export function addEntry(file: ControlSource | undefined, domain: string): Fix[] {
  if (!file || !/^[\w.-]+$/.test(domain)) return [];
  const entry = foldCase(domain);
  const { bytes } = file.text;
  const end = bytes.length;
  const isComplete = end === 0 || bytes[end - 1] === LF;
  const edit = { file: file.path, span: { start: end, end }, newText: `${isComplete ? "" : "\n"}${entry}\n` };
  return [{ title: "add", params: { entry, file: file.name }, safety: "unsafe", edits: [edit] }];
}
