import { printable } from "djblint-grammars/text";
import { suffixesOf } from "../../model/control/broader-keys.js";
import { findKey, foldCase, type KeyTable, keysOf } from "../../model/control/control.js";
import { isPublicSuffix } from "../../model/public-suffix.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM329",
  name: "narrow-exception",
  language: "control",
  severity: "warning",
  category: "virtual domains",
  since: "0.1",
  what: "An exception to the catch-all of virtualdomains covers a domain, but not the hosts below it",
  why: "A key without a dot in front matches that domain only: mail for its hosts still goes to the user of the catch-all",
  silent:
    "When the file has a key for hosts below the domain, and when the name is that of a host rather than of a domain that somebody registered",
  sources: ["qmail specification D4, D6", "measured: delivery-decision-021"],
  fixable: "unsafe",
  messages: {
    narrow: {
      text: '"{found}:" lets mail for {found} out, but mail for hosts such as mail.{found} still goes to {user}',
      help: "add .{found}: for the hosts below it",
    },
    append: { text: "Add .{found}:" },
  },
  example: {
    file: "control/virtualdomains",
    bad: ":joe\nexample.org:\n",
    good: ":joe\nexample.org:\n.example.org:\n",
  },
  on: {
    file: (file, report) => {
      const keys = keysOf(file.lines);
      const all = file.name === "virtualdomains" ? findKey(keys, "") : undefined;
      if (all?.kind !== "pair" || all.value.text === "") return;
      const below = suffixesWithin(keys);
      for (const { line, name, trouble } of file.domains) {
        if (trouble !== undefined || line.kind !== "pair" || line.value.text !== "" || line.key.text !== name.text)
          continue;
        if (!isDomain(name.text) || below.has(`.${foldCase(name.text)}`)) continue;
        const found = printable(name.text);
        const edits = [{ span: { start: line.whole.end, end: line.whole.end }, newText: `\n.${name.text}:` }];
        const goesOn = report({
          at: line.whole,
          message: "narrow",
          params: { found, user: printable(all.value.text) },
          fixes: [{ title: "append", params: { found }, safety: "unsafe", edits }],
        });
        if (!goesOn) return;
      }
    },
  },
});

/** Domains with a key below them, each with a dot in front; keys themselves are among it. */
function suffixesWithin(keys: KeyTable): ReadonlySet<string> {
  const found = new Set<string>();
  for (const key of keys.keys()) {
    const domain = key.slice(key.lastIndexOf("@") + 1);
    found.add(domain);
    for (const suffix of suffixesOf(domain)) found.add(suffix);
  }
  return found;
}

/** A name that is registered, with hosts below it, rather than one of a host. */
function isDomain(name: string): boolean {
  const labels = name.split(".");
  return labels.length === 2 || (labels.length === 3 && isPublicSuffix(labels.slice(1).join(".")));
}
