/**
 * Writes a file anew in the place of the old one: beside it, synced, then renamed, so that nobody ever sees half of it.
 * Mode and owner stay; a link stays a link, and the file it leads to is written.
 */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { IS_WINDOWS } from "../native-path.js";

/** Throws when the file is not as it was read, is protected, or cannot be replaced by one that is the same in all but its content. */
export function replaceSource(path: string, before: Uint8Array, after: Uint8Array): void {
  const real = realpathSync(path);
  const stat = lstatSync(real);
  // To rename asks the folder only: who protects a file means it.
  accessSync(real, constants.W_OK);
  if (stat.nlink > 1) throw new Error("it has several names (hard links), which would lead to different files");
  const folder = dirname(real);
  const temporary = join(folder, `.${basename(real)}.djblint-${process.pid}`);
  try {
    writeAs(temporary, after, stat);
    if (!readFileSync(real).equals(before)) throw new Error("it was changed meanwhile");
    renameSync(temporary, real);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

function writeAs(path: string, bytes: Uint8Array, { uid, gid, mode }: Stats): void {
  // Nobody else may read it before it has the owner and the mode of the old file.
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, bytes);
    fchownSync(file, uid, gid);
    // After the owner: a change of owner clears bits of the mode.
    fchmodSync(file, mode & 0o7777);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The new name lasts only when the folder is written too, which Windows lets no program do. */
function syncFolder(path: string): void {
  if (IS_WINDOWS) return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
