/** Folders in which programs lie, and slips of the hand in their paths. */
import { isLetterMoved, isOneEditAway } from "./one-edit.js";

const FOLDERS: readonly string[] =
  "/usr/bin /usr/sbin /usr/local/bin /usr/local/sbin /usr/local/bin/ezmlm /var/qmail/bin".split(" ");

/** Of other systems, and one letter away from these. */
const OTHERS: ReadonlySet<string> = new Set(["/usr/lbin", "/usr/local/lbin"]);

/** The folder that a path without its program was very likely meant to be; undefined for one that programs lie in. */
export function programFolderMeant(folder: string): string | undefined {
  return FOLDERS.includes(folder) || OTHERS.has(folder) ? undefined : FOLDERS.find((known) => isSlip(folder, known));
}

/** Folders with a letter more may be there. Of a lost slash in front other rules speak (RS129, QM843). */
function isSlip(folder: string, known: string): boolean {
  if (`/${folder}` === known) return false;
  return isLetterMoved(folder, known) || (folder.length <= known.length && isOneEditAway(folder, known));
}
