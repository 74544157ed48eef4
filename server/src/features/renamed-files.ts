/** When a rule file gets another name, the run scripts that name it follow. */

import type { RunScript } from "../model/run/run-script.js";
import { rulesSource, serverRules } from "../model/run/service-access.js";
import { sourceNames } from "../model/tcprules/rule-file-names.js";
import { parentOf } from "../model/tree.js";
import type { Source } from "../source.js";
import type { Replacement } from "./rename.js";
import { sourcesOf } from "./view.js";

/** Absolute paths. */
export interface RenamedFile {
  readonly from: string;
  readonly to: string;
}

export function followRenamed({ from, to }: RenamedFile, sources: readonly Source[]): Replacement[] {
  // A file that moves to another folder is another for those who know its path.
  if (parentOf(from) !== parentOf(to)) return [];
  if (!PLAIN_NAME.test(baseName(to))) return [];
  return sourcesOf(sources, "run").flatMap(({ source, analysis }) => replacementsIn(source, analysis, from, to));
}

/** What any shell takes as it stands, and a file of execline too. */
const PLAIN_NAME = /^[\w.,:@%+-]+$/;

function replacementsIn(source: Source, script: RunScript, from: string, to: string): Replacement[] {
  return script.service.chains.flatMap((chain): Replacement[] => {
    const asked = serverRules(chain, script);
    const rules = asked && rulesSource(asked, script);
    if (!asked || rules?.path !== from) return [];
    const written = script.text.slice(asked.value);
    const compiled = compiledName(asked.path, from, to);
    const end = baseName(asked.path);
    // A path that the shell puts together, or that is quoted in parts, is left alone.
    if (compiled === undefined || !written.includes(end)) return [];
    const start = asked.value.start + written.lastIndexOf(end);
    return [{ source, span: { start, end: start + end.length }, text: compiled }];
  });
}

/** The name of the compiled file, changed as that of its source; undefined when that is not its name. */
function compiledName(path: string, from: string, to: string): string | undefined {
  const name = baseName(path);
  const ending = sourceNames("")
    .sort((a, b) => b.length - a.length)
    .find((end) => `${baseName(from)}` === name.replace(/\.cdb$/, "") + end);
  if (ending === undefined) return undefined;
  const stem = baseName(to).endsWith(ending)
    ? baseName(to).slice(0, baseName(to).length - ending.length)
    : baseName(to);
  return name.endsWith(".cdb") ? `${stem}.cdb` : stem;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
