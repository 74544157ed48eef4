/** Files that exist in a test only. */
import type { Entry, EntryKind, Host } from "djblint/host";
import { encodeLatin1 } from "djblint-grammars/text";

/** Absolute paths to text, one character for each byte, and of links to where they lead. */
export function memoryHost(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): Host {
  const folders = new Map<string, Map<string, EntryKind>>([["/", new Map()]]);
  const enter = (path: string, kind: EntryKind) => {
    const slash = path.lastIndexOf("/");
    const parent = path.slice(0, slash) || "/";
    if (parent !== "/" && !folders.has(parent)) enter(parent, "directory");
    const entries = folders.get(parent) ?? new Map<string, EntryKind>();
    folders.set(parent, entries.set(path.slice(slash + 1), kind));
  };
  for (const path of Object.keys(files)) enter(path, "file");
  for (const path of Object.keys(links)) enter(path, "missing");
  const missing = () => new Error("file does not exist");
  return {
    read: async (path) => {
      if (files[path] === undefined) throw missing();
      return encodeLatin1(files[path]);
    },
    list: async (path) => {
      const entries = folders.get(path);
      if (!entries) throw missing();
      const list = [...entries].map(([name, kind]): Entry => {
        const target = links[`${path}/${name}`];
        const behind = files[target] !== undefined ? "file" : folders.has(target) ? "directory" : "missing";
        return target === undefined ? { name, kind, link: false } : { name, kind: behind, link: true };
      });
      return list.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    stat: async (path) => {
      if (folders.has(path)) return { kind: "directory", size: 0, mtime: 0 };
      if (files[path] === undefined) throw missing();
      return { kind: "file", size: files[path].length, mtime: 0 };
    },
    real: async (path) => links[path] ?? path,
    write: () => Promise.reject(new Error("read-only")),
    target: async (path) => {
      if (links[path] === undefined) throw missing();
      return links[path];
    },
  };
}
