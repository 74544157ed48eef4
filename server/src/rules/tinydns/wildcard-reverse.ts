import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD244",
  name: "wildcard-reverse",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "A line that makes a PTR too has a wildcard as its name",
  why: "tinydns-data makes the PTR of the address too, and its target is the name with a literal star in it",
  sources: ["tinydns specification R5, trap T64"],
  fixable: "unsafe",
  messages: {
    literal: {
      text: "the address gets a PTR to the literal name {name}",
      help: "write {alias} instead of {letter}, and give the PTR to the host's own name",
    },
    alias: { text: "Make it a {alias} line" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n=*.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+*.example.org:192.0.2.7\n=www.example.org:192.0.2.7\n",
  },
  on: {
    record: {
      types: [TYPE.A, TYPE.AAAA],
      watch: Trait.Wildcard,
      check: (row, data, report) => {
        const alias = ALIASES[data.letterOf(row)];
        if (alias === undefined) return;
        const { start } = data.lineOf(row);
        report({
          at: data.ownerSpan(row),
          message: "literal",
          params: { name: data.records.ownerText(row), alias, letter: data.letterOf(row) },
          fixes: [
            {
              title: "alias",
              params: { alias },
              safety: "unsafe",
              edits: [{ span: { start, end: start + 1 }, newText: alias }],
            },
          ],
        });
      },
    },
  },
});

/** By the letters of host lines, those of the lines that make the address alone (R5, K1). */
const ALIASES: Readonly<Record<string, string>> = { "=": "+", "6": "3" };
