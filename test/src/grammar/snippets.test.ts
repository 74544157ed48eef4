/** Snippets of the extension: what they leave behind is right as it stands. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checkFile } from "djblint/check";
import { DEFAULT_SETTINGS } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { SourceText } from "djblint-grammars/text";

interface Snippet {
  readonly body: string | readonly string[];
}

const PATHS = { tinydns: "/root/data", tcprules: "/tcp.smtp", run: "/service/thing/run" } as const;

/** With the placeholders as they are offered. */
function expanded({ body }: Snippet): string {
  const text = typeof body === "string" ? body : body.join("\n");
  return `${text
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, "$1")
    .replace(/\$\{\d+:([^}]*)\}/g, "$1")
    .replace(/\\([\\$}])/g, "$1")}\n`;
}

describe("snippets", () => {
  for (const [language, path] of Object.entries(PATHS)) {
    const snippets: Record<string, Snippet> = JSON.parse(readFileSync(`client/snippets/${language}.json`, "utf8"));
    for (const [name, snippet] of Object.entries(snippets)) {
      it(`${language}: ${name} is no error`, () => {
        const text = SourceText.fromString(expanded(snippet));
        const findings = checkFile({ path, text }, languageById(language as keyof typeof PATHS), {
          settings: DEFAULT_SETTINGS,
          now: 1_800_000_000,
        });
        const errors = findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule.code);
        assert.deepEqual(errors, []);
      });
    }
  }
});
