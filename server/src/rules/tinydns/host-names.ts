/** What a name in a line stands for: which bytes and labels it may have depends on that. */
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";

/**
 * `host`: has addresses, or is named as a server. `domain`: a zone or a mail domain. `mailbox`: the administrator in a
 * Z line. `owner`: the owner of records that are not about hosts alone. `alias`: either side of a C line, and what
 * reverse names point to.
 */
export type NameRole = "host" | "domain" | "mailbox" | "owner" | "alias";

const RNAME = 2;

export function roleOf(field: DataField, { type }: DataLine): NameRole {
  const letter = type!.letter;
  if (field.spec!.kind === "server") return "host";
  if (field.spec!.kind === "target") {
    if (letter !== "Z") return letter === "N" ? "owner" : "alias";
    return field.index === RNAME ? "mailbox" : "host";
  }
  if ("+=36".includes(letter)) return "host";
  if (".&@Z".includes(letter)) return "domain";
  return letter === "C" ? "alias" : "owner";
}

export interface NameByte {
  /** Counted from the start of the field. */
  readonly start: number;
  readonly end: number;
  /** After decoding. */
  readonly byte: number;
  readonly isEscaped: boolean;
}

/** The bytes of a name's labels; dots that end a label are left out. */
export function* bytesOfName(text: string): Generator<NameByte> {
  for (const { 0: raw, index: start } of text.matchAll(/\\[0-7]{1,3}|\\?./gs)) {
    if (raw === "." || raw === "\\") continue;
    const isEscaped = raw.length > 1;
    const byte = /^\\[0-7]/.test(raw) ? Number.parseInt(raw.slice(1), 8) & 255 : raw.charCodeAt(raw.length - 1);
    yield { start, end: start + raw.length, byte, isEscaped };
  }
}

/** Reverse names: their labels follow rules of their own (RFC 2317). */
export function isReverse(text: string): boolean {
  return /(^|\.)(in-addr|ip6)\.(arpa|int)\.?$/i.test(text);
}
