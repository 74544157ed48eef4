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
    ({ text, help, severity: own }) =>
      `- ${own ? `${own}: ` : ""}${literal(text)}${help ? `\n  ${emphasis(help)}` : ""}`,
  );
  parts.push(`## Messages\n\n${texts.join("\n")}`);
  if (example.bad) parts.push(...exampleParts(example));
  if (fixable !== "none") parts.push(`## Fix\n\n${FIXES[fixable]}`);
  if (sources.length > 0) parts.push(`## Sources\n\n${sources.map((source) => `- ${source}`).join("\n")}`);
  return `${parts.join("\n\n")}\n`;
}

/** Markdown would show a letter in the place of its name. */
function literal(text: string): string {
  return text.replace(/&(?=\w+;)/g, "\\&");
}

function emphasis(text: string): string {
  const mark = text.includes("*") ? "_" : "*";
  return mark + text + mark;
}

const FIXES = {
  safe: "`--fix` mends it: no answer of the real program changes.",
  unsafe: "`--unsafe-fixes` mends it; answers may change, so look at it first with `--diff`.",
};

function exampleParts({ bad, good, file }: RuleMeta["example"]): string[] {
  const isAboutFeeds = bad.endsWith("\n") !== good.endsWith("\n");
  const [before, after] = [bad, good].map((text) => fence(isAboutFeeds ? text.replaceAll("\n", "\\n\n") : text));
  return ["## Example", ...(file ? [`In \`${file}\`:`] : []), before, "Better:", after];
}

/** In lines. */
const LONGEST = 30;
const SHOWN = 3;
/** Of one line. */
const WIDEST = 1000;
const SHOWN_OF_LINE = 60;

/** The bytes of an example as the text that they are; what nobody sees is made visible. */
function fence(example: string): string {
  const text = decodeUtf8(example) ?? example;
  const lines = text
    .replace(/\n$/, "")
    .replaceAll("\0", "\\0")
    .replaceAll("\r", "\\r")
    .replaceAll("\ufeff", "\\ufeff")
    .replace(/ $/gm, "·")
    .split("\n")
    .map(shortened);
  const rest = lines.length - SHOWN;
  const shown = lines.length > LONGEST ? [...lines.slice(0, SHOWN), `[... ${rest} more lines]`] : lines;
  return `\`\`\`\n${shown.join("\n")}\n\`\`\``;
}

function shortened(line: string): string {
  const rest = line.length - SHOWN_OF_LINE;
  return line.length > WIDEST ? `${line.slice(0, SHOWN_OF_LINE)}[... ${rest} more characters]` : line;
}
