// Writes what is made from the code: the rule registry, the pages of the rules and their table, the JSON Schema of the
// configuration, the table of settings in the README. With --check it writes nothing and fails when a file is not fresh.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { manualPage } from "./manual.mjs";
import { registryIsFresh } from "./registry.mjs";
import { thirdPartyNotice } from "./third-party.mjs";

/** Settings of the extension alone. */
const OWN_SETTINGS = new Set(["djblint.compileOnSave", "djblint.trace.server"]);
/** Settings that make sense in a djblint.json only, where globs start from its folder and `djblint check` sees them. */
const OF_FILES_ONLY = new Set(["join", "overrides", "failOn"]);
/** Of the findings of the first command of the README. */
const BLOCKS_SHOWN = 4;

const check = process.argv.includes("--check");
const stale = [];

if (!registryIsFresh()) stale.push("server/src/rules/registry.ts");

const { RULES } = await import("../server/out/rules/registry.js");
const { LANGUAGE_TITLES, rulePage } = await import("../server/out/rules/rule-page.js");
const { settingsSchema } = await import("../server/out/config-schema.js");
const { reportSchema } = await import("../server/out/cli/reporters/report-schema.js");
const { program } = await import("../server/out/cli/main.js");
const { commandTable } = await import("../server/out/cli/command-table.js");
const { PROGRAMS } = await import("../server/out/model/run/chain-programs-table.js");
const { VERSION, VERSION_DATE } = await import("../server/out/cli/version.js");
const { z } = await import("zod");

const rules = [...RULES].sort((a, b) => (a.code < b.code ? -1 : 1));
const pages = new Map(rules.map((rule) => [`server/docs/rules/${rule.code}.md`, rulePage(rule)]));
pages.set("server/docs/rules/README.md", ruleTable());
for (const [path, text] of pages) write(path, text);
for (const name of existsSync("server/docs/rules") ? readdirSync("server/docs/rules") : []) {
  const path = `server/docs/rules/${name}`;
  if (!pages.has(path)) remove(path);
}
write("server/schema/djblint.schema.json", `${JSON.stringify(jsonSchema(), undefined, 2)}\n`);
write("server/schema/report.schema.json", `${JSON.stringify(reportJsonSchema(), undefined, 2)}\n`);
write(
  "server/man/djblint.1",
  manualPage(commandTable(program(() => undefined)), {
    version: VERSION,
    date: VERSION_DATE,
    settings: settingsList(),
  }),
);
write("grammars/src/run/tmLanguage.json", `${JSON.stringify(shellInjection(), undefined, 2)}\n`);
write("server/THIRD-PARTY.md", thirdPartyNotice(JSON.parse(readFileSync("server/dist/packages.json", "utf8"))));
write("client/package.json", extensionManifest());
replacePart("README.md", "settings", settingsTable());
replacePart("README.md", "main-job", mainJobOutput());

if (check && stale.length > 0) {
  console.error(`not fresh, run npm run generate:\n${stale.map((path) => `  ${path}\n`).join("")}`);
  process.exitCode = 1;
}

/**
 * Colours the programs of a chain in shell scripts, whatever else VS Code makes of these. Programs that every script
 * may name are left to the shell's own grammar.
 */
function shellInjection() {
  const kinds = new Set(["chain", "server", "logger", "supervisor", "control", "filter", "compiler"]);
  const usual = new Set(["env", "nice", "chroot", "exec"]);
  const names = PROGRAMS.filter(({ kind, name }) => kinds.has(kind) && !usual.has(name)).map(({ name }) => name);
  return {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "programs of run scripts",
    scopeName: "source.shell.chain-loading",
    injectionSelector: "L:source.shell -comment -string",
    patterns: [
      { match: `(?<![\\w./-])(?:${names.sort().join("|")})(?![\\w./-])`, name: "support.function.chain-loading.shell" },
    ],
  };
}

function ruleTable() {
  const parts = ["# Rules", "Generated from the rules. `djblint explain CODE` prints a page in the terminal."];
  for (const [language, title] of Object.entries(LANGUAGE_TITLES)) {
    const rows = rules
      .filter((rule) => rule.language === language)
      .map(({ code, name, severity, what, optIn }) => {
        return `| [${code}](${code}.md) | ${name} | ${severity}${optIn ? ", opt-in" : ""} | ${what.replaceAll("|", "\\|")} |`;
      });
    if (rows.length === 0) continue;
    parts.push(`## ${title}`, ["| code | name | severity | finds |", "| --- | --- | --- | --- |", ...rows].join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
}

function jsonSchema() {
  const schema = z.toJSONSchema(settingsSchema, { io: "input" });
  return { ...schema, title: "djblint.json" };
}

function reportJsonSchema() {
  return { ...z.toJSONSchema(reportSchema), title: "Report of djblint check --format json" };
}

/** All settings; those of a group are written with a dot. */
function settingsList() {
  return Object.entries(jsonSchema().properties).flatMap(([name, property]) => {
    if (name === "$schema") return [];
    if (property.type !== "object" || !property.properties) return [{ name, ...property }];
    return Object.entries(property.properties).map(([inner, part]) => ({ name: `${name}.${inner}`, ...part }));
  });
}

/** The manifest of the VS Code extension with the settings from their table; its own settings stay as they stand. */
function extensionManifest() {
  const manifest = JSON.parse(readFileSync("client/package.json", "utf8"));
  const { configuration } = manifest.contributes;
  const own = Object.entries(configuration.properties).filter(([name]) => OWN_SETTINGS.has(name));
  const shared = settingsList()
    .filter(({ name }) => !OF_FILES_ONLY.has(name))
    .map(({ name, description, ...schema }) => [
      `djblint.${name}`,
      { ...schema, scope: "resource", markdownDescription: description },
    ]);
  configuration.properties = Object.fromEntries([...shared, ...own]);
  const { stdout } = spawnSync("npx", ["biome", "format", "--stdin-file-path=client/package.json"], {
    input: JSON.stringify(manifest),
    encoding: "utf8",
  });
  return stdout;
}

function settingsTable() {
  const rows = settingsList().map(settingRow);
  return ["| setting | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

function settingRow({ name, default: fallback, description, enum: values }) {
  const choice = values ? ` One of ${values.map((value) => `\`${value}\``).join(", ")}.` : "";
  const shown = fallback === undefined ? "" : `\`${JSON.stringify(fallback)}\``;
  return `| \`${name}\` | ${shown} | ${description}${choice} |`;
}

/** What the first command of the README prints on a terminal, without its colours: the first findings and the summary. */
function mainJobOutput() {
  const args = ["server/bin/djblint.cjs", "fixtures/sites/nusd", "--format", "pretty", "--color", "never"];
  const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const blocks = stdout.trimEnd().split("\n\n");
  // The reader wants to see what it is like, not all of it; the summary is the last block.
  const shown = [...blocks.slice(0, BLOCKS_SHOWN), "[...]", ...blocks.slice(-1)];
  return `\`\`\`\n${shown.join("\n\n")}\n\`\`\``;
}

/** Replaces what stands between two comments of a page. */
function replacePart(path, name, text) {
  if (!existsSync(path)) return;
  const page = readFileSync(path, "utf8");
  const pattern = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  write(
    path,
    page.replace(pattern, (_, start, end) => `${start}\n${text}\n\n${end}`),
  );
}

function write(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  stale.push(path);
  if (check) return;
  mkdirSync(path.slice(0, path.lastIndexOf("/")) || ".", { recursive: true });
  writeFileSync(path, text);
}

function remove(path) {
  stale.push(path);
  if (!check) rmSync(path);
}
