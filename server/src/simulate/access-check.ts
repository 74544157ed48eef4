/** What tcprulescheck prints about a client. Specification section 7. */
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { itemsOf } from "../model/tcprules/access.js";
import { formatNetwork, storedNetwork } from "../model/tcprules/stored-key.js";

/** The key that decides with the data of its record; undefined when no key exists. */
export interface DecidingRecord {
  readonly key: string;
  readonly data: string;
}

/** One character for each byte. Unlike the server it shows an item without `=` too, and a variable twice (R53). */
export function printCheck(record: DecidingRecord | undefined, dialect: Dialect): string {
  if (record === undefined) return "default:\nallow connection\n";
  let text = `${dialect === "ucspi-tcp6" ? ruleOfTcp6(record.key) : `rule ${record.key}`}:\n`;
  for (const item of itemsOf(record.data)) {
    if (item.startsWith("D")) return `${text}deny connection\n`;
    if (item.startsWith("+")) text += `set environment variable ${item.slice(1)}\n`;
  }
  return `${text}allow connection\n`;
}

/** Section 11: the empty key is the default, and of an IPv4 network it prints the octets that its bits reach. */
function ruleOfTcp6(key: string): string {
  if (key === "") return "default";
  const network = storedNetwork(key);
  if (!network) return `rule ${key}`;
  const { octets, bits } = network;
  if (octets.length === 16) return `rule ${formatNetwork(network)}`;
  const reached = octets.slice(0, Math.ceil(bits / 8)).join(".");
  return `rule ${reached}${bits < 32 ? "." : ""}/${bits}`;
}
