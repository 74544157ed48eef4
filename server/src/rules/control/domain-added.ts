/** A domain that another control file lacks: shared by the rules that hold control files against each other. */
import type { ControlSource } from "../../model/control/control-source.js";
import type { Fix } from "../rule.js";

const LF = 10;

/** Adds an entry at the end. The message of the rule is called `add`. */
export function addEntry(file: ControlSource | undefined, entry: string): Fix[] {
  if (!file || !/^[\w.-]+$/.test(entry)) return [];
  const { bytes } = file.text;
  const end = bytes.length;
  const isComplete = end === 0 || bytes[end - 1] === LF;
  const edit = { file: file.path, span: { start: end, end }, newText: `${isComplete ? "" : "\n"}${entry}\n` };
  return [{ title: "add", params: { entry, file: file.name }, safety: "unsafe", edits: [edit] }];
}
