import type { AccessFile } from "../tcprules/access-file.js";
import type { Placed } from "../tree.js";
import { readersOf } from "./file-on-site.js";

/** Whether axfrdns serves the clients that rules let in: by a service of the tree, the path that axfrdns-conf gives them, or AXFR. */
export function isRulesOfAxfrdns(access: Placed<AccessFile>): boolean {
  if (readersOf(access).some(({ programs }) => programs.includes("axfrdns"))) return true;
  return access.table.variableNames.has("AXFR") || /(^|\/)axfrdns\/tcp$/.test(access.path);
}
