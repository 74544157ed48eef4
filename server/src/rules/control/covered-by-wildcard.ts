import { printable } from "djblint-grammars/text";
import { findKey, type KeyTable, keysOf } from "../../model/control/control.js";
import { wholeLine } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM210",
  name: "covered-by-wildcard",
  language: "control",
  severity: "info",
  category: "relay",
  since: "0.1",
  what: "An entry of rcpthosts is covered by a wildcard in the same file",
  why: "qmail-smtpd tries every suffix of the domain, so the entry changes nothing",
  sources: ["qmail specification A5"],
  fixable: "safe",
  messages: {
    covered: { text: '"{found}" changes nothing: {by} covers it', help: "keep one of the two" },
    wildcard: { text: "this entry covers it" },
    remove: { text: "remove the line" },
  },
  example: {
    bad: ".example.org\nmail.example.org\n",
    good: ".example.org\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "rcpthosts") return;
      const keys = keysOf(file.lines);
      for (const { line, name, trouble } of file.domains) {
        if (trouble !== undefined || name.text !== line.whole.text) continue;
        const wildcard = coveringSuffix(name.text, keys);
        if (wildcard === undefined) continue;
        const span = wholeLine(file, line.line);
        const edits = file.text.slice(span).includes("\0") ? [] : [{ span, newText: "" }];
        const goesOn = report({
          at: name,
          message: "covered",
          params: { found: printable(name.text), by: printable(wildcard) },
          related: [{ span: findKey(keys, wildcard)!.whole, message: "wildcard" }],
          tags: ["unnecessary"],
          fixes: edits.length > 0 ? [{ title: "remove", safety: "safe", edits }] : [],
        });
        if (!goesOn) return;
      }
    },
  },
});

/** More than a name in the DNS can have. */
const MOST_LABELS = 128;

/** A5: what qmail-smtpd tries behind the whole domain. */
function coveringSuffix(domain: string, keys: KeyTable): string | undefined {
  let dot = domain.indexOf(".", 1);
  for (let labels = 0; dot > 0 && labels < MOST_LABELS; labels++, dot = domain.indexOf(".", dot + 1)) {
    const suffix = domain.slice(dot);
    if (findKey(keys, suffix)) return suffix;
  }
  return undefined;
}
