/** The settings `djblint.*` of the editor: for folders that no `djblint.json` speaks about. */
import type { Connection } from "vscode-languageserver";
import { CONFIG_FILE, DEFAULT_SETTINGS, type Settings } from "../config.js";
import type { Configuration } from "../config-file.js";
import { addressOfPath } from "./addresses.js";

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export class EditorSettings {
  private readonly byFolder = new Map<string, Promise<Configuration>>();

  constructor(private readonly connection: Connection) {}

  /** Asked once for each folder, until the settings change. Globs are relative to the folder. */
  forFolder(folder: string): Promise<Configuration> {
    const known = this.byFolder.get(folder) ?? this.ask(folder);
    this.byFolder.set(folder, known);
    return known;
  }

  forget(): void {
    this.byFolder.clear();
  }

  private async ask(folder: string): Promise<Configuration> {
    const item = { scopeUri: addressOfPath(folder), section: "djblint" };
    const given = await this.connection.workspace.getConfiguration(item).catch(() => undefined);
    const settings = await this.checked(given);
    return { path: `${folder}/${CONFIG_FILE}`, text: undefined, settings, findings: [] };
  }

  /** Each setting counts for itself: one that is wrong is told and left out. Editors have others of the same section. */
  private async checked(given: unknown): Promise<Settings> {
    if (typeof given !== "object" || given === null) return DEFAULT_SETTINGS;
    const { settingsSchema } = await import("../config-schema.js");
    const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
    for (const [name, schema] of Object.entries(settingsSchema.shape)) {
      const value = withoutUnset((given as Record<string, unknown>)[name]);
      if (value === undefined || value === null || name === "$schema") continue;
      const parsed = schema.safeParse(value);
      if (parsed.success) settings[name] = parsed.data;
      else this.warn(name, parsed.error.issues);
    }
    return settings as Settings;
  }

  private warn(name: string, issues: readonly Issue[]): void {
    const reasons = issues.map(({ path, message }) => `${["djblint", name, ...path].join(".")}: ${message}`);
    this.connection.console.warn(`djblint: the setting djblint.${name} is left out: ${reasons.join("; ")}`);
  }
}

/** Editors give null, VS Code an empty text, for a setting of a group that is not set. */
function withoutUnset(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null && part !== ""));
}
