/** What files of a site speak of, and what is looked for in them. */

export interface Thing {
  readonly kind: "host" | "address" | "location" | "variable" | "account" | "file";
  /**
   * A host: dotted and lower-case; an IPv4 address: dotted; a location: its code, one character for each byte; a
   * variable, an account of the system: its name; a file: its absolute path.
   */
  readonly name: string;
}

/** A name of an account: useradd(8), with capital letters, which most systems take. */
export const ACCOUNT = /^[A-Za-z_][\w-]{0,30}\$?$/;

/** A thing, or a host with all names below it. */
export interface Wanted extends Thing {
  readonly withNamesBelow?: boolean;
}

export function isWanted({ kind, name }: Thing, wanted: Wanted): boolean {
  if (kind !== wanted.kind) return false;
  return name === wanted.name || (wanted.withNamesBelow === true && name.endsWith(`.${wanted.name}`));
}
