/** The keys that qmail-newmrh makes of morercpthosts. Specification A9. */
import { decodeLatin1, LineTable } from "djblint-grammars/text";
import { foldCase } from "./control.js";
import { ControlTable, type Listed } from "./control-directory.js";

export interface MoreRcpthostsKey {
  readonly key: string;
  /** 0-based. */
  readonly line: number;
}

/** Blanks at the right and comments go; a NUL is a character like any other, unlike in the lists of qmail-smtpd. */
export function moreRcpthostsKeys(bytes: Uint8Array): MoreRcpthostsKey[] {
  const lines = LineTable.of(bytes);
  const keys: MoreRcpthostsKey[] = [];
  for (let line = 0; line < lines.count; line++) {
    const { start, end } = lines.span(line);
    const key = foldCase(withoutBlanks(decodeLatin1(bytes, start, end)));
    if (key !== "" && !key.startsWith("#")) keys.push({ key, line });
  }
  return keys;
}

function withoutBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && " \t".includes(text[end - 1])) end--;
  return text.slice(0, end);
}

/** What qmail-smtpd would find if qmail-newmrh were run. */
export function moreRcpthostsTable(bytes: Uint8Array): ControlTable {
  const entries = new Map<string, Listed>();
  for (const { key, line } of moreRcpthostsKeys(bytes)) {
    if (!entries.has(key)) entries.set(key, { key, value: "", file: "morercpthosts", line });
  }
  return ControlTable.of(entries);
}
