/** A line of a control file that can go: shared by the rules whose fix takes one out. */
import type { ControlFile } from "../../model/control/control.js";
import { wholeLine } from "../../model/control/control-source.js";
import type { Edit, Fix } from "../rule.js";

/**
 * No fix where other entries stand in the same line, which NUL bytes split (R15): they would go with it. `where` names
 * the file when it is another than that of the finding.
 */
export function lineRemoval(
  line: number,
  file: Pick<ControlFile, "text">,
  fix: Omit<Fix, "edits">,
  where: Pick<Edit, "file"> = {},
): Fix[] {
  const span = wholeLine(file, line);
  return file.text.bytes.subarray(span.start, span.end).includes(0)
    ? []
    : [{ ...fix, edits: [{ ...where, span, newText: "" }] }];
}
