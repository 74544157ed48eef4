/** What to watch after the files of a run were read. */
import { CONFIG_FILE } from "../config.js";
import type { LoadedTree } from "../load-tree.js";
import { parentOf } from "../model/tree.js";
import type { Looked } from "./watch.js";

export function lookedAt({ loaded }: { readonly loaded: LoadedTree }): Looked {
  const { tree, sources, configurations, folders, unreadable } = loaded;
  const files = new Set(sources.flatMap(({ parts }) => parts.map(({ path }) => path)));
  const settings = [...configurations].flatMap(({ path }) => path ?? []);
  const missed = unreadable.map(({ path }) => path);
  return {
    folders: new Set([...folders, ...[...files, ...settings, ...missed].map(parentOf)]),
    matters: (path) => files.has(path) || tree.text(path) !== undefined || path.endsWith(`/${CONFIG_FILE}`),
  };
}
