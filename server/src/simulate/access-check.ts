/** What tcprulescheck prints about a client. Specification section 7. */

import { itemsOf } from "../model/tcprules/access.js";

/** The key that decides with the data of its record; undefined when no key exists. */
export interface DecidingRecord {
  readonly key: string;
  readonly data: string;
}

/** One character for each byte. Unlike the server it shows an item without `=` too, and a variable twice (R53). */
export function printCheck(record: DecidingRecord | undefined): string {
  if (record === undefined) return "default:\nallow connection\n";
  let text = `rule ${record.key}:\n`;
  for (const item of itemsOf(record.data)) {
    if (item.startsWith("D")) return `${text}deny connection\n`;
    if (item.startsWith("+")) text += `set environment variable ${item.slice(1)}\n`;
  }
  return `${text}allow connection\n`;
}
