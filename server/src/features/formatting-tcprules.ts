/** Rule lines without blanks at their end. The order stays: of equal addresses the first counts (R42). */
import { encodeLatin1 } from "djblint-grammars/text";
import { compileInMemory } from "../compile/tcprules.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import type { Source } from "../source.js";
import { trimEnd } from "./trim-end.js";

const LF = 10;

export function formatTcprulesLine(line: string, { analysis, whole: { text } }: Source): string {
  const after = trimEnd(line);
  if (after === line) return line;
  const { dialect } = analysis as AccessFile;
  // R12: behind a last line without line feed the IPv6 patch sees what earlier lines left in memory.
  if (dialect === "ucspi-tcp-ipv6" && text.bytes.at(-1) !== LF) return line;
  const [a, b] = [line, after].map((form) => compileInMemory(encodeLatin1(`${form}\n`), dialect));
  if (a.result.kind !== "compiled" || b.result.kind !== "compiled") return line;
  const isSame = a.cdb.length === b.cdb.length && a.cdb.every((byte, at) => byte === b.cdb[at]);
  return isSame && a.result.skipped.length === b.result.skipped.length ? after : line;
}
