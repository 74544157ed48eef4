/** What --verbose and --timing tell about a run. */
import type { TextResult } from "../check-tree.js";
import { plural } from "../plural.js";
import { RuleTiming } from "../rule-timing.js";
import type { Source } from "../source.js";
import { shownPath } from "./paths.js";

/** What was looked at, what each file was taken for, and which settings are in force. */
export function whatWasRead({ loaded }: TextResult): string {
  const configurations = [...loaded.configurations].flatMap(({ path }) => (path ? shownPath(path) : []));
  const lines = [
    `settings: ${configurations.sort().join(", ") || "no djblint.json, the defaults"}`,
    `${plural(loaded.folders.length, "folder")} looked into`,
    ...loaded.sources.flatMap(linesOf),
  ];
  return lines.map((line) => `djblint: ${line}\n`).join("");
}

function linesOf(source: Source): string[] {
  const { title, id } = source.language;
  const dialect = id === "run" ? undefined : dialectOf(source);
  return source.parts.map(({ path }) => `${shownPath(path)}: ${title}${dialect ? `, dialect ${dialect}` : ""}`);
}

/** The one that is set, else the one that the file gives away. */
function dialectOf({ analysis, language, context }: Source): string | undefined {
  if (language.id === "control") return context.settings.dialect.qmail;
  return (analysis as { readonly dialect?: string }).dialect;
}

/** Rules that are listed; hardly any other takes time. */
const LISTED = 10;

export class Timing {
  private readonly start = performance.now();
  readonly rules = new RuleTiming(() => performance.now());

  /** Steps and the slowest rules, in milliseconds. */
  table(): string {
    const total = performance.now() - this.start;
    const { analysis = 0, ...byRule } = Object.fromEntries(this.rules.spent);
    const rules = Object.entries(byRule).sort(([, a], [, b]) => b - a);
    const ofRules = rules.reduce((sum, [, time]) => sum + time, 0);
    const others = rules.slice(LISTED);
    const rows: (readonly [string, number])[] = [
      ["in all", total],
      ["analysis of the files", analysis],
      [`${plural(rules.length, "rule")}, the slowest first`, ofRules],
      ...rules.slice(0, LISTED).map(([name, time]) => [`  ${name}`, time] as const),
      ...(others.length > 0 ? [["  the others", others.reduce((sum, [, time]) => sum + time, 0)] as const] : []),
    ];
    return rows.map(([name, time]) => `${time.toFixed(1).padStart(9)} ms  ${name}\n`).join("");
  }
}
