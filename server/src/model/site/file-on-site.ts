/** What the host of a file knows of it. */

import type { AccessFile } from "../tcprules/access-file.js";
import type { FilePlace, Placed } from "../tree.js";
import { siteOf } from "./site.js";
import type { SiteService } from "./site-services.js";

/** The services that read what is compiled of rules. */
export function readersOf({ path, around }: Placed<AccessFile>): readonly SiteService[] {
  return siteOf(around, path)?.ruleFiles.find((file) => file.path === path)?.readers ?? [];
}

/** Whether the compiled form of a file is missing: others of the host are kept, and this one is not there. */
export function isCompiledMissing({ path, around }: FilePlace): boolean {
  const find = () => siteOf(around, path)?.compiledFiles.find(({ sources }) => sources.includes(path))?.state;
  return around.onceFor(isCompiledMissing, path, find, Object.is) === "missing";
}
