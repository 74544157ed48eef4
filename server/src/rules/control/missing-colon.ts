/** A map entry without a colon, which its reader drops (R19): shared by the rules on virtualdomains and smtproutes. */
import type { FaultLine, RouteLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import type { Fix, Report } from "../rule.js";

/** Comments of other programs, indented ones, and the empty lines of CRLF files. */
const NO_ENTRY = /^\s*(#|;|\/\/|$)/;

/** Two words where a key and a value should be. */
const TWO_WORDS = /^([^\s=]+)[ \t=]+([^\s=]+)$/;

/** `example.org relay.example.net:25`: the line with the colon that is missing; undefined for all others. */
export function withBothColons({ key, relay, port }: RouteLine): string | undefined {
  const [domain, host, ...others] = key.text.split(/[ \t]+/);
  if (!domain || !host || others.length > 0 || port || !/^\d+$/.test(relay.text)) return undefined;
  return `${domain}:${host}:${relay.text}`;
}

/** The messages of both rules are called `missing` and `replace`. */
export function reportMissingColon({ whole }: FaultLine, report: Report): void {
  if (NO_ENTRY.test(whole.text)) return;
  const words = TWO_WORDS.exec(whole.text);
  const fixes: Fix[] = [];
  if (words) {
    const instead = `${words[1]}:${words[2]}`;
    fixes.push({
      title: "replace",
      params: { instead },
      safety: "unsafe",
      edits: [{ span: whole, newText: instead }],
    });
  }
  report({ at: whole, message: "missing", params: { found: printable(whole.text) }, fixes });
}
