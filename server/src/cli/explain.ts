/** `djblint explain` and `djblint rules`. */
import { documentationUrl } from "../rules/documentation.js";
import { RULES } from "../rules/registry.js";
import type { RuleMeta } from "../rules/rule.js";
import { print } from "./output.js";
import { UsageError } from "./usage.js";

export function explain(selector: string): number {
  const rule = RULES.find(({ code, name }) => code === selector.toUpperCase() || name === selector);
  if (!rule) throw new UsageError(`no rule is called ${selector}; djblint rules lists all`);
  print(explanation(rule));
  return 0;
}

/** A rule in plain text, from the same words as its page. */
function explanation(rule: RuleMeta): string {
  const { code, name, severity, what, why, silent, fixable, messages, example, sources } = rule;
  const sections: [string, string | undefined][] = [
    ["What it finds", what],
    ["Why it matters", why],
    ["When it stays silent", silent],
    [
      "Messages",
      Object.values(messages)
        .map(({ text }) => text)
        .join("\n"),
    ],
    ["Example", example.bad && `${example.bad.trimEnd()}\n\nbetter:\n\n${example.good.trimEnd()}`],
    ["Fix", fixable === "none" ? undefined : `--fix offers one (${fixable})`],
    ["Sources", sources.join("\n")],
    ["Page", documentationUrl(rule)],
  ];
  const body = sections.filter(([, text]) => text).map(([title, text]) => `${title}\n${indent(text!)}\n`);
  return `${code} ${name} (${severity})\n\n${body.join("\n")}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

export function listRules(format: string): number {
  if (format === "json") {
    const list = RULES.map((rule) => {
      const { code, name, language, severity, category, what, fixable } = rule;
      return { code, name, language, severity, category, what, fixable, docs: documentationUrl(rule) };
    });
    print(`${JSON.stringify({ version: 1, rules: list }, undefined, 2)}\n`);
    return 0;
  }
  const width = Math.max(...RULES.map(({ name }) => name.length));
  const byCode = [...RULES].sort((a, b) => (a.code < b.code ? -1 : 1));
  for (const { code, name, severity, what } of byCode) {
    print(`${code}  ${name.padEnd(width)}  ${severity.padEnd(7)}  ${what}\n`);
  }
  return 0;
}
