/** Domain names in control files, and what keeps them from being names. */
import type { ControlLine } from "djblint-grammars/control/tree";
import type { ControlFile, KeyedLine } from "./control.js";
import { type EntryText, entryText, part } from "./entry-text.js";

/** Why the text of an entry is no domain name. An entry has one trouble: the first that fits. */
export type NameTrouble =
  | "url"
  /** An address with a number of bits behind it. */
  | "network"
  /** An IP address without brackets, or the beginning of one. */
  | "address"
  /** Several names on one line. */
  | "several"
  | "negation"
  /** A regular expression. */
  | "pattern"
  /** With `*`. */
  | "star"
  | "at"
  /** A port or a value behind the name. */
  | "colon"
  | "non-ascii"
  /** With a byte that no domain name has, such as a quote or a slash. */
  | "characters"
  | "trailing-dot"
  | "empty-label";

export interface DomainEntry {
  readonly line: KeyedLine;
  readonly name: EntryText;
  readonly trouble: NameTrouble | undefined;
}

/** The files that are looked up by domain. */
const DOMAIN_FILES = ["rcpthosts", "morercpthosts", "locals", "percenthack", "virtualdomains", "smtproutes"] as const;

export type DomainFile = (typeof DOMAIN_FILES)[number];

/** Whether a file is looked up by domain. */
export function holdsDomains({ spec }: Pick<ControlFile, "spec">): boolean {
  return DOMAIN_FILES.some((name) => name === spec?.name);
}

/** The entries in lines of a file that is looked up by domain: those of a list, the keys of a map. */
export function domainEntries({ spec }: Pick<ControlFile, "spec">, lines: readonly ControlLine[]): DomainEntry[] {
  if (!spec || !holdsDomains({ spec })) return [];
  const entries: DomainEntry[] = [];
  for (const line of lines) {
    const name = nameIn(line, spec.name === "virtualdomains");
    if (name) entries.push({ line: line as DomainEntry["line"], name, trouble: nameTrouble(name.text) });
  }
  return entries;
}

/** D4: a key of virtualdomains may be a whole address; its domain is what is looked at. */
function nameIn(line: ControlLine, takesAddresses: boolean): EntryText | undefined {
  if (line.kind === "entry") return entryText(line.whole);
  if (line.kind !== "pair" && line.kind !== "route") return undefined;
  const key = entryText(line.key);
  const at = key && takesAddresses ? key.text.lastIndexOf("@") : -1;
  if (!key || at <= 0 || key.text.slice(0, at).includes("*")) return key;
  return { ...key, ...part(key, at + 1) };
}

/** Names that most entries are. */
const PLAIN = /^\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
const NUMERIC_END = /(^|[.-])\d+$/;
/** Numbers with dots between, or two such with a hyphen between: an address, or a range of them. */
const NUMBERS = /^[\d.]+(-[\d.]+)?$/;
/** What recipients have behind the @ in place of a domain: `[192.0.2.1]`. */
const ADDRESS_LITERAL = /^\[[^[\]/\t-\r ]*\]$/;

const TROUBLES: readonly (readonly [RegExp, NameTrouble])[] = [
  [/:\/\//, "url"],
  [/^\[?[\d.]+\/[\d.]+\]?$|^\[?[\da-f:.]+\/\d+\]?$/i, "network"],
  [/^[\d.]*\d\.?$|^[\da-f]*:[\da-f]*:[\da-f:.]*$/i, "address"],
  [/[\t-\r ,;]/, "several"],
  [/^!/, "negation"],
  [/[\\^$+?()|{}]|\.\*|\[[^[\]]*-/, "pattern"],
  [/\*/, "star"],
  [/@/, "at"],
  [/:/, "colon"],
  [/[\x80-\xff]/, "non-ascii"],
  [/[^\w.-]/, "characters"],
  [/[^.]\.$/, "trailing-dot"],
  [/\.\.|^\.$/, "empty-label"],
];

/** Undefined for a name, with or without a dot in front, for an address in brackets, and for nothing at all. */
export function nameTrouble(text: string): NameTrouble | undefined {
  if (PLAIN.test(text)) return NUMERIC_END.test(text) && NUMBERS.test(text) ? "address" : undefined;
  if (text === "" || ADDRESS_LITERAL.test(text)) return undefined;
  return TROUBLES.find(([pattern]) => pattern.test(text))?.[1];
}

/** The one name that a blank at a dot or hyphen of it makes two of: `mail. example.org`, but not `example.org .example.org`. */
export function nameWithoutBlank(text: string): string | undefined {
  const [, front, end] = /^([^\t ]+)[\t ]+([^\t ]+)$/.exec(text) ?? [];
  if (front === undefined) return undefined;
  // A wildcard of its own has two labels or more.
  const isRest = /^\.[^.]+$/.test(end) || (/^[.-]/.test(end) && !/.\./.test(front));
  const name = front + end;
  return (/[.-]$/.test(front) || isRest) && PLAIN.test(name) ? name : undefined;
}

/** A5: the files that say whose mail is taken from anybody. */
export const RELAY_LISTS: readonly DomainFile[] = ["rcpthosts", "morercpthosts"];
