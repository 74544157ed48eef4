/** What is wrong with configuration files, for commands that do not list findings. */
import { DEFAULT_SETTINGS } from "../config.js";
import type { Configuration } from "../config-file.js";
import { messageOf } from "../rules/rule.js";
import { shownPath } from "./paths.js";
import { UsageError } from "./usage.js";

/** `PATH:LINE:COLUMN: what is wrong`, a line for each fault, from the top of the file to its end. */
export function configurationFaults({ path, text, findings }: Configuration): string[] {
  if (path === undefined || text === undefined) return [];
  const inOrder = [...findings].sort((one, other) => one.at.start - other.at.start);
  return inOrder.map(({ at, rule, message, params }) => {
    const { line, character } = text.positionAt(at.start);
    return `${shownPath(path)}:${line + 1}:${character + 1}: ${messageOf(rule, message, params)}`;
  });
}

/** Whether nothing of a configuration file is in force, because it cannot be read. */
export function isBroken({ findings, settings }: Configuration): boolean {
  return findings.length > 0 && settings === DEFAULT_SETTINGS;
}

/** With the defaults in the place of what somebody wrote, a command would tell of another host than theirs. */
export function refuseBroken(configurations: Iterable<Configuration>): void {
  const faults = [...configurations].filter(isBroken).flatMap(configurationFaults);
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
}
