/** What is wrong with a configuration file, for commands that do not list findings. */
import { DEFAULT_SETTINGS } from "../config.js";
import type { Configuration } from "../config-file.js";
import { messageOf } from "../rules/rule.js";
import { shownPath } from "./paths.js";

/** `PATH:LINE:COLUMN: what is wrong`, a line for each fault. */
export function configurationFaults({ path, text, findings }: Configuration): string[] {
  if (path === undefined || text === undefined) return [];
  return findings.map(({ at, rule, message, params }) => {
    const { line, character } = text.positionAt(at.start);
    return `${shownPath(path)}:${line + 1}:${character + 1}: ${messageOf(rule, message, params)}`;
  });
}

/** Whether nothing of a configuration file is in force, because it cannot be read. */
export function isBroken({ findings, settings }: Configuration): boolean {
  return findings.length > 0 && settings === DEFAULT_SETTINGS;
}
