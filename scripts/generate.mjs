// Writes what is made from the code: the rule registry, the pages of the rules and their table, the JSON Schema of the
// configuration, the table of settings in the README. With --check it writes nothing and fails when a file is not fresh.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { registryIsFresh } from "./registry.mjs";

const check = process.argv.includes("--check");
const stale = [];

if (!registryIsFresh()) stale.push("server/src/rules/registry.ts");

const { RULES } = await import("../server/out/rules/registry.js");
const { settingsSchema } = await import("../server/out/config-schema.js");
const { z } = await import("zod");

const LANGUAGE_TITLES = {
  tinydns: "tinydns data",
  tcprules: "tcprules",
  control: "qmail control files, `.qmail`, `users/assign`",
  run: "run scripts and service directories",
  djblint: "djblint itself",
};

const rules = [...RULES].sort((a, b) => (a.code < b.code ? -1 : 1));
const pages = new Map(rules.map((rule) => [`server/docs/rules/${rule.code}.md`, rulePage(rule)]));
pages.set("server/docs/rules/README.md", ruleTable());
for (const [path, text] of pages) write(path, text);
for (const name of existsSync("server/docs/rules") ? readdirSync("server/docs/rules") : []) {
  const path = `server/docs/rules/${name}`;
  if (!pages.has(path)) remove(path);
}
write("server/schema/djblint.schema.json", `${JSON.stringify(jsonSchema(), undefined, 2)}\n`);
replacePart("README.md", "settings", settingsTable());
replacePart("README.md", "main-job", mainJobOutput());

if (check && stale.length > 0) {
  console.error(`not fresh, run npm run generate:\n${stale.map((path) => `  ${path}\n`).join("")}`);
  process.exitCode = 1;
}

function rulePage(rule) {
  const { code, name, severity, language, what, why, silent, messages, example, fixable, sources, since, optIn } = rule;
  const parts = [
    `# ${code} ${name}`,
    `*${LANGUAGE_TITLES[language]} · ${severity}${optIn ? ", off unless switched on" : ""} · since ${since}*`,
    `## What it finds\n\n${what}.`,
    `## Why it matters\n\n${why}.`,
  ];
  if (silent) parts.push(`## When it stays silent\n\n${silent}.`);
  const texts = Object.values(messages).map(({ text, help, severity: own }) => {
    return `- ${own ? `${own}: ` : ""}${text}${help ? `\n  *${help}*` : ""}`;
  });
  parts.push(`## Messages\n\n${texts.join("\n")}`);
  if (example.bad) {
    const fence = (text) => `\`\`\`\n${text.replace(/\n$/, "").replace(/\r/g, "\\r")}\n\`\`\``;
    parts.push(`## Example\n\n${fence(example.bad)}\n\nBetter:\n\n${fence(example.good)}`);
  }
  if (fixable !== "none") {
    const meaning =
      fixable === "safe" ? "no answer of the real program changes" : "the answers change, so look at it first";
    parts.push(`## Fix\n\n\`--fix\` offers a ${fixable} one: ${meaning}.`);
  }
  if (sources.length > 0) parts.push(`## Sources\n\n${sources.map((source) => `- ${source}`).join("\n")}`);
  return `${parts.join("\n\n")}\n`;
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

/** One row for each setting; the settings of a group are written with a dot. */
function settingsTable() {
  const rows = Object.entries(jsonSchema().properties).flatMap(([name, property]) => {
    if (name === "$schema") return [];
    if (property.type !== "object" || !property.properties) return [settingRow(name, property)];
    return Object.entries(property.properties).map(([inner, part]) => settingRow(`${name}.${inner}`, part));
  });
  return ["| setting | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

function settingRow(name, { default: fallback, description, enum: values }) {
  const choice = values ? ` One of ${values.map((value) => `\`${value}\``).join(", ")}.` : "";
  const shown = fallback === undefined ? "" : `\`${JSON.stringify(fallback)}\``;
  return `| \`${name}\` | ${shown} | ${description}${choice} |`;
}

/** What the first command of the README prints on a terminal, without its colours. */
function mainJobOutput() {
  const args = ["server/bin/djblint.cjs", "fixtures/sites/nusd", "--format", "pretty", "--color", "never"];
  const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return `\`\`\`\n${stdout.trimEnd()}\n\`\`\``;
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
