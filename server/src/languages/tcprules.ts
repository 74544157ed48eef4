import type { SourceLine } from "djblint-grammars/tcprules/tree";
import { type AccessFile, readAccess } from "../model/access.js";
import type { Report } from "../rules/rule.js";
import { type Language, placeOf } from "./language.js";

/** What a rule about tcprules sources can look at. */
export interface TcprulesChecks {
  /** Every line, those that tcprules never reaches too. */
  readonly line?: (line: SourceLine, access: AccessFile, report: Report) => void;
  /** The file as a whole. */
  readonly file?: (access: AccessFile, report: Report) => void;
}

/** Compiled files and the temporary ones of the compiler stand beside their sources. */
const SOURCE_NAME = /^(tcp\..+|.+\.rules?)$/;
const PRODUCT_NAME = /\.(cdb|tmp)$|\.cdb\./;

export const tcprules: Language<"tcprules", AccessFile> = {
  id: "tcprules",
  title: "tcprules",
  recognises: (path) => {
    const { name } = placeOf(path);
    return SOURCE_NAME.test(name) && !PRODUCT_NAME.test(name);
  },
  hasComments: () => true,
  analyze: (file, { settings }) => readAccess(file.text, settings.dialect.tcprules),
  check: (access, rules) => {
    for (const { on, report } of rules) {
      if (on.line) for (const line of access.lines) on.line(line, access, report);
      on.file?.(access, report);
    }
  },
};
