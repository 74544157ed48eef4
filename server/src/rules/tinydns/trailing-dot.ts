import { parseName } from "djblint-grammars/tinydns/name";
import { fieldsOfKind } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD132",
  name: "trailing-dot",
  language: "tinydns",
  severity: "info",
  category: "style",
  optIn: true,
  since: "0.1",
  what: "A name ends with a dot",
  why: "All names in tinydns data are whole: the dot changes nothing",
  silent: "For a server's name of one label, where the dot changes everything (bare-label-target)",
  sources: ["tinydns specification D1, D4"],
  fixable: "safe",
  messages: {
    dot: { text: "the dot at the end of {name} has no effect", help: "leave it out" },
    remove: { text: "Remove the dot" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org.:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: Notice.TrailingDot,
      check: (line, data, report) => {
        for (const field of fieldsOfKind(line, "name", "server", "target")) {
          const { trailingDot, labels } = parseName(data.text.slice(field));
          if (!trailingDot || (field.spec!.kind === "server" && labels.length < 2)) continue;
          const at = { start: field.start + trailingDot.start, end: field.start + trailingDot.end };
          report({
            at,
            message: "dot",
            params: { name: data.shown(field) },
            fixes: [{ title: "remove", safety: "safe", edits: [{ span: at, newText: "" }] }],
          });
        }
      },
    },
  },
});
