import { printable } from "djblint-grammars/text";
import { entryText } from "../../model/control/entry-text.js";
import { defineRule } from "../rule.js";

const INJECT_FILES = new Set(["defaulthost", "defaultdomain", "plusdomain"]);
const CLOSING: Readonly<Record<string, string>> = { "[": "]", "(": ")", "<": ">", '"': '"' };

export default defineRule({
  code: "QM109",
  name: "unbalanced-default",
  language: "control",
  severity: "error",
  category: "names",
  since: "0.1",
  what: "A bracket or quote in defaulthost, defaultdomain or plusdomain is not closed",
  why: "qmail-inject cannot parse the address that it makes with the name, and exits with 100: local programs cannot send mail",
  sources: ["qmail specification I5", "measured: inject-rewriting-027"],
  fixable: "none",
  messages: {
    open: {
      text: "{sign} is not closed: qmail-inject refuses every message that needs this name",
      help: "write {sign} and {closing} in pairs, or neither",
    },
  },
  example: {
    file: "control/defaulthost",
    bad: "[192.0.2.1\n",
    good: "[192.0.2.1]\n",
  },
  on: {
    lines: {
      value: (line, { name }, report) => {
        const value = INJECT_FILES.has(name) ? entryText(line.whole) : undefined;
        const at = value ? unclosed(value.text) : -1;
        if (!value || at < 0) return;
        const sign = value.text[at];
        const span = { start: value.start + at, end: value.start + at + 1 };
        report({ at: span, message: "open", params: { sign: printable(sign), closing: CLOSING[sign] } });
      },
    },
  },
});

/** Place of the first sign that is opened and not closed; -1 when there is none. */
function unclosed(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const closing = CLOSING[text[at]];
    if (closing === undefined) continue;
    const end = text.indexOf(closing, at + 1);
    if (end < 0) return at;
    at = end;
  }
  return -1;
}
