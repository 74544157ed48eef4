import type { SourceLine } from "djblint-grammars/tcprules/tree";
import { type AccessFile, readAccess } from "../model/access.js";
import type { Placed } from "../model/tree.js";
import type { Report } from "../rules/rule.js";
import { type Language, placeOf } from "./language.js";

/** What a rule about tcprules sources can look at. */
export interface TcprulesChecks {
  /** Every line, those that tcprules never reaches too. */
  readonly line?: (line: SourceLine, access: Placed<AccessFile>, report: Report) => void;
  /** The file as a whole. */
  readonly file?: (access: Placed<AccessFile>, report: Report) => void;
}

/** Compiled files and the temporary ones of the compiler stand beside their sources. */
const SOURCE_NAME = /^(tcp\..+|.+\.rules?)$/;
const PRODUCT_NAME = /\.(cdb|tmp)$|\.cdb\./;

/** Rules of udev, iptables or snort and sources such as tcp.c have no line like this in their first bytes. */
const LOOKED_AT = 1 << 16;
const INSTRUCTION = /:\s*(allow|deny)/i;
const STATEMENT = /^[^#\s]/m;

export const tcprules: Language<"tcprules", Placed<AccessFile>> = {
  id: "tcprules",
  title: "tcprules",
  recognises: (path) => {
    const { name } = placeOf(path);
    return SOURCE_NAME.test(name) && !PRODUCT_NAME.test(name);
  },
  mayHold: (text) => {
    const start = text.slice({ start: 0, end: Math.min(text.bytes.length, LOOKED_AT) });
    return INSTRUCTION.test(start) || !STATEMENT.test(start);
  },
  hasComments: () => true,
  analyze: ({ path, text }, { settings, tree }) => ({
    ...readAccess(text, settings.dialect.tcprules, settings.site),
    path,
    around: tree,
  }),
  check: (access, rules) => {
    for (const { on, report } of rules) {
      if (on.line) for (const line of access.lines) on.line(line, access, report);
      on.file?.(access, report);
    }
  },
};
