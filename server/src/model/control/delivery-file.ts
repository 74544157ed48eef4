/** Which `.qmail` file says what becomes of mail for a local address, as far as the files tell. Specification D10, Q5. */
import { ownerOf } from "./accounts.js";
import { dotQmailNames } from "./dot-qmail.js";
import type { QmailHome } from "./qmail-home.js";

/** Path of the file; undefined when there is none, and when the home, or whose the address is, is not known. */
export function deliveryFileOf(local: string, home: QmailHome): string | undefined {
  const assignment = home.assignment(local);
  const owner = ownerOf(local, home);
  const { home: path, dash, extension } = assignment ?? owner;
  const folder = home.homeFolder(path);
  if (folder === undefined) return undefined;
  const names = [...dotQmailNames(dash, extension)];
  const name = names.find((candidate) => home.dotQmail(folder, candidate));
  // Where accounts are not known, a file for this very address shows that none has that name.
  const isKnown = assignment !== undefined || !owner.byAlias || owner.unless.length === 0 || name === names[0];
  return name === undefined || !isKnown ? undefined : `${folder}/${name}`;
}

export interface MissingFile {
  /** Whose home it would be in. */
  readonly user: string;
  /** The home, as the host knows it. */
  readonly home: string;
  readonly name: string;
}

/**
 * The file that is wanted for a local address which nobody gets, so that the mail is returned (5.1.1). Undefined when
 * somebody gets it, and when that is not known, as where a home was not looked into or has no `.qmail` file at all;
 * and when a file is meant for it (QM808).
 */
export function missingFileOf(local: string, home: QmailHome): MissingFile | undefined {
  const assignment = home.assignment(local);
  const owner = ownerOf(local, home);
  if (!assignment && owner.byAlias && owner.unless.length > 0) return undefined;
  const { user, home: path, dash, extension } = assignment ?? owner;
  const folder = home.homeFolder(path);
  // Q4: the address of the user himself gets the default delivery.
  if (folder === undefined || dash === "") return undefined;
  const names = home.meantNamesIn(folder);
  const wanted = [...dotQmailNames(dash, extension)];
  if (!names.some((name) => name.startsWith(".qmail")) || wanted.some((name) => names.includes(name))) return undefined;
  return { user, home: path, name: wanted[0] };
}
