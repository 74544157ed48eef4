/** Files that scripts of a host read beside those that the model follows, as `cat control/NAME` or `tcprules ... < NAME`. */
import { decodeLatin1 } from "djblint-grammars/text";
import { areSameSets, type Dictionary } from "../memo.js";
import type { RunScript } from "../run/run-script.js";
import type { FilePlace, Tree } from "../tree.js";
import { hostRootOf } from "./site-roots.js";

/** Whether a script of the host has the name of a file among its words, alone or at the end of a path. */
export function isNamedInScripts({ path, around }: FilePlace): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return namedInScripts(around).get(name)?.has(hostRootOf(around, path)) ?? false;
}

/** By name, the hosts whose scripts have it. */
function namedInScripts(tree: Tree): Dictionary<ReadonlySet<string>> {
  return tree.once(dictionaryOfNames);
}

function dictionaryOfNames(tree: Tree): Dictionary<ReadonlySet<string>> {
  return tree.dictionary(() => {
    const hosts = new Map<string, Set<string>>();
    for (const { path, names } of tree.collect("run", namesIn)) {
      const root = hostRootOf(tree, path);
      for (const name of names) hosts.set(name, (hosts.get(name) ?? new Set()).add(root));
    }
    return hosts;
  }, areSameSets);
}

/** Bytes that stand in no path of a script. */
const NO_PATH = /[\s"'`;|&()<>=]+/;

function namesIn({ text }: RunScript, path: string) {
  const words = decodeLatin1(text.bytes).split(NO_PATH);
  return [{ path, names: new Set(words.map((word) => word.slice(word.lastIndexOf("/") + 1))) }];
}
