/**
 * The settings in force, as plain data. Their table, with a sentence for each, is `config-schema.ts`; it is loaded only
 * when there is a configuration file to check.
 */
import type { z } from "zod";
import type { settingsSchema } from "./config-schema.js";

/** Variants of the programs that read the files. Every name belongs to one of them only. */
export const DIALECTS = {
  tinydns: ["djbdns", "debian", "ipv6"],
  tcprules: ["ucspi-tcp", "ucspi-tcp-ipv6", "ucspi-tcp6"],
  qmail: ["qmail", "netqmail", "notqmail", "patched"],
} as const;

/** A dialect, when it is one of that kind of program. */
export function dialectIn<K extends keyof typeof DIALECTS>(
  kind: K,
  dialect: string | undefined,
): (typeof DIALECTS)[K][number] | undefined {
  return DIALECTS[kind].find((name) => name === dialect);
}

/** Which rules are on to begin with. */
export const PRESETS = ["recommended", "strict", "security"] as const;

export type Settings = z.infer<typeof settingsSchema> & { readonly choice?: Choice };

/** What the command line chooses among the rules; it stands above the configuration. */
export interface Choice {
  /** Codes, prefixes of codes, names; when there are any, all other rules are off. */
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  /** Whether comments in the files may switch findings off. */
  readonly suppressions: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  dialect: {},
  site: { addresses: [], trusted: [] },
  files: {},
  join: {},
  preset: "recommended",
  rules: {},
  overrides: [],
  failOn: "warning",
  exclude: [],
};

/** Name of the configuration file; the nearest one above a file counts. */
export const CONFIG_FILE = "djblint.json";
