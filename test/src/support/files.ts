/** Input of the tests. Paths are relative to the root of the repository, where mocha runs. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { addressOfPath } from "djblint/lsp/addresses";
import { ownPath } from "djblint/native-path";

/** The objects of a JSON Lines file. */
export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/** All files below a folder; links to folders are not followed. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory() ? [] : [path];
    });
}

/** The address of a file on this machine, as VS Code writes it. */
export function addressOf(path: string): string {
  return addressOfPath(ownPath(path));
}
