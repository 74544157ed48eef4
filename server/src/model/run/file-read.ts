/** Values of a chain that are what a script reads from one file: `` "`head -1 /var/qmail/control/me`" ``. */
import type { Chain, Value } from "./service.js";
import { type SubstitutedValue, substitutedValue } from "./substituted-value.js";

export interface FileRead extends SubstitutedValue {
  readonly file: string;
  /** Whether all of it is read, and not the first lines alone. */
  readonly isWhole: boolean;
}

/** Undefined for values that are written, and for those that come otherwise. */
export function fileRead(value: Value, chain: Chain): FileRead | undefined {
  const given = value.text === undefined ? substitutedValue(value, chain) : undefined;
  const [words, ...others] = given?.commands ?? [];
  if (!given || !words || others.length > 0) return undefined;
  const [program, ...args] = words.map(({ text }) => text);
  const [, name] = /^(?:\/bin\/|\/usr\/bin\/)?(cat|head)$/.exec(program ?? "") ?? [];
  const files = args.filter((text, index) => !text?.startsWith("-") && args[index - 1] !== "-n");
  const [file] = files;
  if (name === undefined || file === undefined || files.length > 1) return undefined;
  return { ...given, file, isWhole: name === "cat" };
}
