/**
 * Paths as the system has them, and as everything here knows them: with `/`, also in front. Where there are drives, `C:\x`
 * is `/c:/x`, and `\\server\share` is `/file:server/share`: the same as in the addresses of documents (lsp/addresses.ts).
 */

/** Windows: it has drives, and its files have no permission bits and no hash-bang line. */
export const IS_WINDOWS = process.platform === "win32";

/** A path, absolute or not, as the system takes it. */
export function nativePath(path: string): string {
  return IS_WINDOWS ? windowsPath(path) : path;
}

/** A path of the system as it is known here. */
export function ownPath(native: string): string {
  return IS_WINDOWS ? pathOnWindows(native) : native;
}

export function windowsPath(path: string): string {
  return path.replace(/^\/file:/, "//").replace(/^\/(?=[a-z]:)/i, "");
}

export function pathOnWindows(native: string): string {
  const path = native.replaceAll("\\", "/");
  if (/^[a-z]:/i.test(path)) return `/${path[0].toLowerCase()}${path.slice(1)}`;
  return path.replace(/^\/\//, "/file:");
}
