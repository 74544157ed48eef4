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
