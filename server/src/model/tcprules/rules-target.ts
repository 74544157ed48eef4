/** Where the compiled form of a tcprules source goes: to the file that a server of the same tree asks. */

import { areSameLists, type Dictionary } from "../memo.js";
import type { RunScript } from "../run/run-script.js";
import type { Chain } from "../run/service.js";
import { movesBefore } from "../run/service-way.js";
import { parentOf, type Tree } from "../tree.js";
import { sourceNames } from "./rule-file-names.js";

/** What a server is told to read, in words of the tree; else the name of the source with `.cdb` behind it. */
export function rulesTarget(source: string, tree: Tree): string {
  const usual = `${source}.cdb`;
  const asked = (tree.once(filesBySource).get(source) ?? []).filter((path) => path !== source);
  return asked.includes(usual) ? usual : (asked[0] ?? usual);
}

/** The paths that servers ask for, by what they may be compiled from. */
function filesBySource(tree: Tree): Dictionary<readonly string[]> {
  return tree.dictionary(() => {
    const files = new Map<string, string[]>();
    for (const asked of tree.collect("run", filesAsked)) {
      for (const source of sourceNames(asked)) {
        const known = files.get(source);
        if (known) known.push(asked);
        else files.set(source, [asked]);
      }
    }
    return files;
  }, areSameLists);
}

/** All paths that the `-x` of servers may mean. */
function filesAsked(script: RunScript): readonly string[] {
  return script.service.chains.flatMap((chain) => filesOfChain(chain, script, script.around));
}

function filesOfChain(chain: Chain, script: RunScript, tree: Tree): string[] {
  let folders = startingFolders(chain, script, tree);
  return chain.steps.flatMap(({ effects }) =>
    effects.flatMap((effect) => {
      if (effect.kind === "directory" && effect.use !== "environment") {
        folders = effect.use === "root" ? [] : inFolders(effect.value.text, folders, tree);
      }
      return effect.kind === "rules" ? inFolders(effect.value.text, folders, tree) : [];
    }),
  );
}

/** A service starts in its folder, and goes on where `cd` in front of the chain leads. */
function startingFolders(chain: Chain, script: RunScript, tree: Tree): string[] {
  const moves = movesBefore(chain, script.service);
  return moves.reduce((folders, { to }) => inFolders(to?.text, folders, tree), [parentOf(script.path)]);
}

/** None when the shell decides about the path. */
function inFolders(path: string | undefined, folders: readonly string[], tree: Tree): string[] {
  return path === undefined ? [] : folders.flatMap((folder) => tree.places(path, folder));
}
