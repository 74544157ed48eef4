/**
 * A compiled file of tcprules back as source lines. The lines compile to the same records in the same order, and so to
 * the same bytes; neighbours that differ in one number only become a range. Every line is parsed again to make sure.
 */
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { parseSource } from "djblint-grammars/tcprules/parser";
import { type Assignment, printRule } from "djblint-grammars/tcprules/printer";
import { decodeLatin1, encodeLatin1 } from "djblint-grammars/text";
import { dataOf, keysOf } from "../model/tcprules/access.js";
import { formatNetwork, storedNetwork } from "../model/tcprules/stored-key.js";
import { CdbReader } from "./cdb.js";

/** A record that no line of the dialect makes. Key and data are texts with one character for each byte. */
export interface Unwritable {
  readonly key: string;
  readonly data: string;
  readonly reason: string;
}

export interface SourceDump {
  /** Without their line feeds. */
  readonly lines: readonly string[];
  readonly unwritable: readonly Unwritable[];
}

export function dumpRules(cdb: Uint8Array, dialect: Dialect): SourceDump {
  const lines: string[] = [];
  const unwritable: Unwritable[] = [];
  for (const { keys, data } of neighbours(cdb)) {
    for (let at = 0; at < keys.length; ) {
      const length = rangeLength(keys, at);
      const range = length > 1 ? lineFor(keys.slice(at, at + length), data, dialect) : undefined;
      const line = range ?? lineFor([keys[at]], data, dialect);
      if (line === undefined) unwritable.push({ key: keys[at], data, reason: reasonFor(keys[at], data) });
      else lines.push(line);
      at += range === undefined ? 1 : length;
    }
  }
  return { lines, unwritable };
}

/** Records in a row with the same data. */
function* neighbours(cdb: Uint8Array): Generator<{ keys: string[]; data: string }> {
  let open: { keys: string[]; data: string } | undefined;
  for (const record of new CdbReader(cdb).records()) {
    const key = decodeLatin1(record.key);
    const data = decodeLatin1(record.data);
    if (open?.data === data) open.keys.push(key);
    else {
      if (open) yield open;
      open = { keys: [key], data };
    }
  }
  if (open) yield open;
}

interface Counted {
  readonly head: string;
  readonly number: number;
  readonly tail: string;
}

/** How many keys from a position on are what one range stands for. */
function rangeLength(keys: readonly string[], at: number): number {
  const first = countedPart(keys[at], keys[at + 1]);
  if (!first) return 1;
  const { head, number, tail } = first;
  let length = 2;
  while (keys[at + length] === head + (number + length) + tail) length++;
  return length;
}

/** R24: numbers are written without leading zeros. */
const NUMBER = /^(0|[1-9]\d{0,2})$/;

/** The number of a key that is one less in the next key. */
function countedPart(key: string, next: string | undefined): Counted | undefined {
  const parts = key.split(".");
  const nexts = next?.split(".") ?? [];
  const changed = parts.findIndex((part, n) => part !== nexts[n]);
  if (changed < 0 || !NUMBER.test(parts[changed])) return undefined;
  const head = parts
    .slice(0, changed)
    .map((part) => `${part}.`)
    .join("");
  const tail = parts
    .slice(changed + 1)
    .map((part) => `.${part}`)
    .join("");
  const number = Number(parts[changed]);
  return next === head + (number + 1) + tail ? { head, number, tail } : undefined;
}

/** The line that makes records with these keys, in this order, and the data; undefined when none does. */
function lineFor(keys: readonly string[], data: string, dialect: Dialect): string | undefined {
  const rule = readData(data);
  if (!rule) return undefined;
  const line = printRule(addressFor(keys, dialect), rule.denies ? "deny" : "allow", rule.variables);
  const [parsed, ...more] = parseSource(encodeLatin1(line), dialect);
  if (more.length > 0 || parsed?.kind !== "rule" || dataOf(parsed) !== data) return undefined;
  const made = [...keysOf(parsed)];
  return made.length === keys.length && made.every((key, n) => key === keys[n]) ? line : undefined;
}

function addressFor(keys: readonly string[], dialect: Dialect): string {
  const counted = countedPart(keys[0], keys[1]);
  if (counted) return `${counted.head}${counted.number}-${counted.number + keys.length - 1}${counted.tail}`;
  const network = dialect === "ucspi-tcp6" ? storedNetwork(keys[0]) : undefined;
  return rangeOfOne(keys[0]) ?? (network ? formatNetwork(network) : keys[0]);
}

/** R25: only the first `-` makes a range, so a key that holds one must have been made by a range in front of it. */
function rangeOfOne(key: string): string | undefined {
  if (!key.includes("-") || /[=@]/.test(key)) return undefined;
  const parts = key.split(".");
  const minus = parts.findIndex((part) => part.includes("-"));
  const counted = parts.findIndex((part, n) => n < minus && NUMBER.test(part));
  return counted < 0 ? undefined : parts.map((part, n) => (n === counted ? `${part}-${part}` : part)).join(".");
}

/** R30 backwards. A NUL that no further variable follows belongs to the value. */
function readData(data: string): { denies: boolean; variables: Assignment[] } | undefined {
  const denies = data.startsWith("D\0");
  const variables: Assignment[] = [];
  let at = denies ? 2 : 0;
  if (at < data.length && !data.endsWith("\0")) return undefined;
  const lastEquals = data.lastIndexOf("=");
  while (at < data.length) {
    const equals = data.indexOf("=", at);
    if (data[at] !== "+" || equals < 0) return undefined;
    let end = data.indexOf("\0", equals);
    while (end + 1 < data.length && (data[end + 1] !== "+" || lastEquals < end)) end = data.indexOf("\0", end + 1);
    variables.push({ name: data.slice(at + 1, equals), value: data.slice(equals + 1, end) });
    at = end + 1;
  }
  return { denies, variables };
}

function reasonFor(key: string, data: string): string {
  if (key.includes("\n")) return "its key holds a line feed";
  if (key.startsWith("#")) return "its key begins with #, and such a line is a comment";
  if (readData(data) === undefined) return "its data is not what tcprules writes";
  if (data.includes("\n")) return "a variable holds a line feed";
  if (key.includes(":")) return "its key holds a colon, and the address of a line ends there";
  if (key.includes("-")) return "its key holds a minus, and that would make a range";
  return "no line has this key";
}
