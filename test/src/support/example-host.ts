/**
 * The files of an example of a rule. Each begins with a line `==> path <==`, as head(1) shows several; behind the path may
 * stand what the example is about: `(mode 600)` or `(of 2026-01-01 00:00)`, in UTC. A link is `==> path -> target <==`; a
 * folder, which needs no line unless its mode matters, ends in a slash.
 */
import { dirname, resolve } from "node:path/posix";
import type { Host, Stat } from "djblint/host";
import { saying } from "./host-with-stats.js";
import { memoryHost } from "./memory-host.js";

const BLOCK = /^==> (\S+)(?: -> (\S+))?(?: \((mode|of) ([\d :-]+)\))? <==\n((?:(?!==> ).*\n)*)/gm;

export function exampleHost(example: string, root: string): Host {
  const files: Record<string, string> = {};
  const links: Record<string, string> = {};
  const stats = new Map<string, Partial<Stat>>();
  for (const [, name, target, key, value, content] of example.matchAll(BLOCK)) {
    const path = resolve(root, name);
    if (target) links[path] = resolve(dirname(path), target);
    else if (!name.endsWith("/")) files[path] = content;
    if (key === "mode") stats.set(path, { mode: Number.parseInt(value, 8) });
    if (key === "of") stats.set(path, { mtime: Date.parse(`${value}Z`) / 1000 });
  }
  return saying(memoryHost(files, links), stats);
}
