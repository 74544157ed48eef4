import { literalText } from "djblint-grammars/run/words";
import type { RunScript } from "./run-script.js";
import type { Chain } from "./service.js";
import { entryFor } from "./service-folder.js";

/** What a service ends up as. */
export interface Running {
  readonly chain: Chain | undefined;
  /** The script that the chain stands in. */
  readonly source: RunScript;
}

/** Where a run script goes on as a script of boot, as in `exec /var/qmail/rc`, the chain of that one. */
export function runningOf(script: RunScript): Running {
  const { chain } = script;
  const [only, ...others] = chain?.steps ?? [];
  if (!chain?.replacesShell || others.length > 0 || only.program) return { source: script, chain };
  const path = chain.command.words.at(-1);
  const entry = only.word === path ? entryFor(script, literalText(only.word.parts) ?? "") : undefined;
  const source = entry && script.around.analysis("run", entry.path);
  return source?.isStarter && source.chain ? { source, chain: source.chain } : { source: script, chain };
}
