/** The outside as it is with some files changed, as those that are open in an editor. */
import type { Host } from "./host.js";

/** `textOf` has the bytes of the changed files, by absolute path. */
export function overlayHost(host: Host, textOf: (path: string) => Uint8Array | undefined): Host {
  return {
    read: async (path) => textOf(path) ?? host.read(path),
    list: (path) => host.list(path),
    // A file that is open need not be on the disk.
    stat: async (path) => {
      const bytes = textOf(path);
      return host.stat(path).catch((error) => {
        if (bytes) return { kind: "file", size: bytes.length, mtime: 0 };
        throw error;
      });
    },
    real: (path) => host.real(path),
    target: (path) => host.target(path),
    write: (path, bytes) => host.write(path, bytes),
  };
}
