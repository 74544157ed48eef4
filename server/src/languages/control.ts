import { controlFile, hasCommentLines } from "djblint-grammars/control/files";
import type { ControlLine } from "djblint-grammars/control/tree";
import { type ControlFile, readControl, shapeOfName } from "../model/control.js";
import type { Placed } from "../model/tree.js";
import type { Report } from "../rules/rule.js";
import { type Language, placeOf } from "./language.js";

/** What a rule about control files, `.qmail` files and `users/assign` can look at. */
export interface ControlChecks {
  /** Every line; a line of a list that holds NUL bytes comes once for each entry. */
  readonly line?: (line: ControlLine, file: Placed<ControlFile>, report: Report) => void;
  /** The file as a whole. */
  readonly file?: (file: Placed<ControlFile>, report: Report) => void;
}

export const control: Language<"control", Placed<ControlFile>> = {
  id: "control",
  title: "qmail control files",
  recognises: (path) => {
    const { name, folders } = placeOf(path);
    if (name === ".qmail" || name.startsWith(".qmail-")) return true;
    if (name === "assign") return folders[0] === "users";
    const spec = controlFile(name);
    return folders[0] === "control" && spec !== undefined && spec.shape !== "database";
  },
  hasComments: (path) => hasCommentLines(shapeOfName(placeOf(path).name)),
  analyze: ({ path, text }, { tree }) => ({ ...readControl(text, placeOf(path).name), path, around: tree }),
  check: (file, rules) => {
    for (const { on, report } of rules) {
      if (on.line) for (const line of file.lines) on.line(line, file, report);
      on.file?.(file, report);
    }
  },
};
