/**
 * The settings in force, as plain data. Their table, with a sentence for each, is `config-schema.ts`; it is loaded only
 * when there is a configuration file to check.
 */
import type { z } from "zod";
import type { settingsSchema } from "./config-schema.js";

export const LANGUAGE_IDS = ["tinydns", "tcprules", "control", "run"] as const;

/** Variants of the programs that read the files. Every name belongs to one of them only. */
export const DIALECTS = {
  tinydns: ["djbdns", "debian", "ipv6"],
  tcprules: ["ucspi-tcp", "ucspi-tcp-ipv6", "ucspi-tcp6"],
  qmail: ["qmail", "netqmail", "notqmail", "patched"],
} as const;

export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  dialect: {},
  site: { addresses: [], trusted: [] },
  files: {},
  join: {},
  rules: {},
  failOn: "warning",
  exclude: [],
};

/** Name of the configuration file; the nearest one above a file counts. */
export const CONFIG_FILE = "djblint.json";
