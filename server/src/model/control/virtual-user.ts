/** The user behind the colon of a line of virtualdomains (D4), and what keeps it from being one. */
import type { Field, PairLine } from "djblint-grammars/control/tree";
import { entryText } from "./entry-text.js";

/** A line has one trouble: the first that fits. */
export type VirtualUserTrouble =
  /** A user in front, and a domain behind. */
  | "swapped"
  | "url"
  /** With signs of paths, programs, addresses, lists or templates. */
  | "characters"
  /** With a hyphen at the end: qmail-send adds one itself (D6). */
  | "hyphen";

/** Undefined for an empty value, and for lines that are meant as comments. */
export function virtualUser(line: PairLine): Field | undefined {
  if (!entryText(line.whole)) return undefined;
  // Without a blank in front of it, no comment is meant.
  if (line.key.text !== "" && line.value.text.startsWith("//")) return line.value;
  const user = entryText(line.value);
  return user?.text === "" ? undefined : user;
}

/** Why what stands behind the colon is no user; undefined when it may be one, and where none is meant. */
export function virtualUserTrouble(line: PairLine): VirtualUserTrouble | undefined {
  const user = virtualUser(line);
  if (!user) return undefined;
  if (isSwapped(line)) return "swapped";
  if (NO_USER.test(user.text)) return isUrl(line) ? "url" : "characters";
  return user.text.endsWith("-") ? "hyphen" : undefined;
}

const NO_USER = /^[.~-]|[@/:,;|&<>"'`*%$!#()[\]{}\\\t-\r ]/;

function isSwapped({ key, value }: PairLine): boolean {
  return /^[a-z][\w-]*$/i.test(key.text) && key.text !== "localhost" && /^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(value.text);
}

function isUrl({ key, value }: PairLine): boolean {
  return /^[a-z]+$/i.test(key.text) && value.text.startsWith("//");
}
