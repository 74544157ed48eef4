/**
 * The files of an example of a rule. Each begins with a line `==> path <==`, as head(1) shows several; behind the path may
 * stand what the example is about: `(mode 600)`, `(of 2026-01-01 00:00)`, in UTC, or `(compiled from this)`. A link is
 * `==> path -> target <==`; a folder, which needs no line unless its mode matters, ends in a slash.
 */
import assert from "node:assert/strict";
import { dirname, resolve } from "node:path/posix";
import { MemorySink } from "djblint/compile/memory";
import { compileNewmrh } from "djblint/compile/qmail-newmrh";
import { compileNewu } from "djblint/compile/qmail-newu";
import { compileInMemory } from "djblint/compile/tcprules";
import type { Host, Stat } from "djblint/host";
import { decodeLatin1, encodeLatin1 } from "djblint-grammars/text";
import { saying } from "./host-with-stats.js";
import { memoryHost } from "./memory-host.js";

const BLOCK = /^==> (\S+)(?: -> (\S+))?(?: \((mode|of|compiled from) ([\d :-]+|this)\))? <==\n((?:(?!==> ).*\n)*)/gm;

export function exampleHost(example: string, root: string): Host {
  const files: Record<string, string> = {};
  const links: Record<string, string> = {};
  const stats = new Map<string, Partial<Stat>>();
  const blocks = [...example.matchAll(BLOCK)];
  assert.equal(blocks.map(([block]) => block).join(""), example, "not all of the example is in its files");
  for (const [, name, target, key, value, content] of blocks) {
    const path = resolve(root, name);
    if (target) links[path] = resolve(dirname(path), target);
    else if (!name.endsWith("/")) files[path] = key === "compiled from" ? compiled(path, content) : content;
    if (key === "mode") stats.set(path, { mode: Number.parseInt(value, 8) });
    if (key === "of") stats.set(path, { mtime: Date.parse(`${value}Z`) / 1000 });
  }
  return saying(memoryHost(files, links), stats);
}

function compiled(path: string, source: string): string {
  const bytes = encodeLatin1(source);
  if (/\/tcp\.\w+\.cdb$/.test(path)) return decodeLatin1(compileInMemory(bytes, "ucspi-tcp").cdb);
  const sink = new MemorySink();
  const compile = path.endsWith("/users/cdb") ? compileNewu : compileNewmrh;
  assert.equal(compile(bytes, sink).kind, "compiled");
  return decodeLatin1(sink.bytes());
}
