import type { RuleMeta, Severity } from "./rule.js";

/** A rule of shellcheck in the form of ours; its one message is what shellcheck says. */
export function shellcheckRule(number: number, severity: Severity, text: string): RuleMeta {
  const code = `SC${number}`;
  return {
    code,
    name: `shellcheck-${number}`,
    language: "run",
    severity,
    category: "shellcheck",
    since: "0.1",
    what: text,
    why: "",
    sources: [shellcheckPage(code)],
    fixable: "none",
    messages: { says: { text: text.replace(/\.$/, "") } },
    example: { bad: "", good: "" },
  };
}

export function shellcheckPage(code: string): string {
  return `https://www.shellcheck.net/wiki/${code}`;
}

/** Whether a code, or the beginning of one, is of shellcheck. */
export function isShellcheckCode(selector: string): boolean {
  return /^(SC\d*|shellcheck-\d+)$/.test(selector);
}
