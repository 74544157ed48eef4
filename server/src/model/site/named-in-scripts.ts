/** Files that scripts of a host read beside those that the model follows, as `cat control/NAME` or `tcprules ... < NAME`. */
import { decodeLatin1 } from "djblint-grammars/text";
import type { FilePlace } from "../tree.js";
import { hostRootOf } from "./site-roots.js";

/** Whether a script of the host has the name of a file among its words, alone or at the end of a path. */
export function isNamedInScripts({ path, around }: FilePlace): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const root = hostRootOf(around, path);
  return around.sources("run").some(({ path: script, analysis }) => {
    const { bytes } = analysis.text;
    return hostRootOf(around, script) === root && decodeLatin1(bytes).split(NO_PATH).some(isNameOrPath(name));
  });
}

/** Bytes that stand in no path of a script. */
const NO_PATH = /[\s"'`;|&()<>=]+/;

function isNameOrPath(name: string): (word: string) => boolean {
  return (word) => word === name || word.endsWith(`/${name}`);
}
