/** Which line is taken in place of one that is not there: that of the next broader key (A5, D4, T2). */
import { contestedKeys, findKey, foldCase, type KeyedLine, type KeyTable, keysOf, type MapLine } from "./control.js";
import type { ControlSource } from "./control-source.js";
import type { DomainEntry } from "./domain-entry.js";

/**
 * The entries of virtualdomains or smtproutes without which a broader key would decide: the line counts for its key
 * (R21), and no other line says something else of it.
 */
export function* decidingEntries({ lines, domains }: ControlSource): Generator<DomainEntry> {
  const keys = keysOf(lines);
  const contested = contestedKeys(lines);
  for (const entry of domains) {
    const { line, trouble } = entry;
    if (trouble !== undefined || line.kind === "entry") continue;
    const key = foldCase(line.key.text);
    if (keys.get(key) === line && !contested.has(key)) yield entry;
  }
}

/** D4, T2: the line that decides where that of an address, a domain or a suffix is gone; nothing is above the empty key. */
export function broaderLine({ key: { text } }: MapLine, { lines }: ControlSource): MapLine | undefined {
  if (text === "") return undefined;
  const keys = keysOf(lines);
  const at = text.lastIndexOf("@");
  const domain = text.slice(at + 1);
  const whole = at < 0 ? undefined : findKey(keys, domain);
  const found = whole ?? lineOfSuffix(domain, keys) ?? findKey(keys, "");
  return found?.kind === "entry" ? undefined : found;
}

/** A5: the line for the hosts below some domain that counts for a domain, if it has none of its own. */
export function lineOfSuffix(domain: string, keys: KeyTable): KeyedLine | undefined {
  for (const suffix of suffixesOf(domain)) {
    const line = findKey(keys, suffix);
    if (line) return line;
  }
  return undefined;
}

/** More labels than a name in the DNS can have. */
const MOST_LABELS = 128;

/** What is left of a domain from each of its dots on, long to short; the domain itself is not among it. */
export function* suffixesOf(domain: string): Generator<string> {
  let dot = domain.indexOf(".", 1);
  for (let labels = 0; dot > 0 && labels < MOST_LABELS; labels++) {
    yield domain.slice(dot);
    dot = domain.indexOf(".", dot + 1);
  }
}

/** The same of many domains: what some of them are below. */
export function suffixesOfAll(domains: Iterable<string>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const domain of domains) for (const suffix of suffixesOf(domain)) all.add(suffix);
  return all;
}
