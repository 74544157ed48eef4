/**
 * The settings: one table with a sentence for each, from which types, validation, the published JSON Schema, the
 * table in the README and the settings of the VS Code extension come.
 */
import { z } from "zod";
import { DIALECTS, PRESETS } from "./config.js";
import { parseNetwork } from "./model/ip.js";
import { LANGUAGE_IDS, SEVERITIES } from "./rules/rule.js";

const severity = z.enum(SEVERITIES);
const languageId = z.enum(LANGUAGE_IDS);

const dialect = z.strictObject({
  tinydns: z
    .enum(DIALECTS.tinydns)
    .optional()
    .describe(
      "Which tinydns-data reads `data`: `djbdns` 1.05 as published, `debian` with `S` lines, `ipv6` with `3`, `6`, `S` and `N` lines. Guessed from the file when it is not set.",
    ),
  tcprules: z
    .enum(DIALECTS.tcprules)
    .optional()
    .describe("Which tcprules reads the rule files: ucspi-tcp 0.88, its IPv6 patch, or ucspi-tcp6 with CIDR."),
  qmail: z
    .enum(DIALECTS.qmail)
    .optional()
    .describe(
      "Which qmail reads the control files. `patched`: one whose patches take what the others do not, such as patterns in `badmailfrom` and logins in `smtproutes`.",
    ),
});

/** What `compile` writes must not take the place of a source. */
const compiledFile = z.string().regex(/\.cdb$/, "name the compiled file, such as root/data.cdb");
const rules = z.record(z.string(), z.enum([...SEVERITIES, "off"]));
const network = z
  .string()
  .refine((text) => parseNetwork(text) !== undefined, "no IP address, and no network such as 192.0.2.0/24");

const override = z.strictObject({
  files: z.array(z.string()).describe("Globs of the files that are meant."),
  dialect: dialect.optional(),
  rules: rules.optional(),
  failOn: severity.optional(),
});

export const settingsSchema = z
  .strictObject({
    $schema: z.string().optional().describe("Address of this schema, for editors."),
    dialect: dialect.default({}).describe("Which variant of a program reads the files."),
    site: z
      .strictObject({
        addresses: z.array(network).default([]).describe("The host's own addresses."),
        trusted: z.array(network).default([]).describe("Networks that may relay mail, as addresses or CIDR."),
      })
      .default({ addresses: [], trusted: [] })
      .describe("What djblint cannot read from the files: the host's addresses and whom it trusts."),
    files: z
      .record(z.string(), languageId)
      .default({})
      .describe("Glob to language, for files that their name does not give away. The last match counts."),
    join: z
      .record(compiledFile, z.array(z.string()))
      .default({})
      .describe(
        "Compiled tinydns file to the globs of its parts: they are joined in order, files of one glob by name, and checked and compiled as one.",
      ),
    preset: z
      .enum(PRESETS)
      .default("recommended")
      .describe(
        "Which rules are on to begin with: all but those of taste; `strict`: those of taste too; `security`: those about who gets in and what runs as root.",
      ),
    rules: rules
      .default({})
      .describe(
        "Severity of a rule, by code, name or prefix of the code; `off` switches it off. The longest match counts.",
      ),
    overrides: z
      .array(override)
      .default([])
      .describe(
        "Other `rules`, `failOn` and `dialect` for the `files` of some globs; later ones stand above earlier ones.",
      ),
    failOn: severity
      .default("warning")
      .describe("Findings of this severity and above make `djblint check` exit with 1."),
    exclude: z.array(z.string()).default([]).describe("Globs of files and folders that are not looked at."),
  })
  .describe("Settings of djblint. None is needed for a first run.");
