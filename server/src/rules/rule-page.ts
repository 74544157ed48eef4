/** The page of a rule in Markdown: the documentation, `djblint explain` and SARIF show this text. */
import { decodeUtf8 } from "djblint-grammars/text";
import type { MessageTemplate, RuleLanguage, RuleMeta } from "./rule.js";

/** What the rules of a language are about, as the documentation titles it. */
export const LANGUAGE_TITLES: Readonly<Record<RuleLanguage, string>> = {
  tinydns: "tinydns data",
  tcprules: "tcprules",
  control: "qmail control files, `.qmail`, `users/assign`",
  run: "run scripts and service directories",
  site: "across files",
  djblint: "djblint itself",
};

export function rulePage(rule: RuleMeta): string {
  const { code, name, severity, language, what, why, silent, messages, example, fixable, sources, since, optIn } = rule;
  const parts = [
    `# ${code} ${name}`,
    `*${LANGUAGE_TITLES[language]} · ${severity}${optIn ? ", off unless switched on" : ""} · since ${since}*`,
    `## What it finds\n\n${what}.`,
    `## Why it matters\n\n${why}.`,
  ];
  if (silent) parts.push(`## When it stays silent\n\n${silent}.`);
  const texts = Object.values<MessageTemplate>(messages).map(
    ({ text, help, severity: own }) => `- ${own ? `${own}: ` : ""}${text}${help ? `\n  *${help}*` : ""}`,
  );
  parts.push(`## Messages\n\n${texts.join("\n")}`);
  if (example.bad) parts.push(`## Example\n\n${fence(example.bad)}\n\nBetter:\n\n${fence(example.good)}`);
  if (fixable !== "none") parts.push(`## Fix\n\n${FIXES[fixable]}`);
  if (sources.length > 0) parts.push(`## Sources\n\n${sources.map((source) => `- ${source}`).join("\n")}`);
  return `${parts.join("\n\n")}\n`;
}

const FIXES = {
  safe: "`--fix` mends it: no answer of the real program changes.",
  unsafe: "`--unsafe-fixes` mends it; answers may change, so look at it first with `--diff`.",
};

/** The bytes of an example as the text that they are. */
function fence(example: string): string {
  const text = decodeUtf8(example) ?? example;
  const shown = text
    .replace(/\n$/, "")
    .replace(/\r/g, "\\r")
    .replace(/\ufeff/g, "\\ufeff");
  return `\`\`\`\n${shown}\n\`\`\``;
}
