import { printable } from "djblint-grammars/text";
import { broaderLine, decidingEntries } from "../../model/control/broader-keys.js";
import { valueBehindKey } from "../../model/control/control.js";
import { defineRule } from "../rule.js";
import { lineRemoval } from "./line-removal.js";

export default defineRule({
  code: "QM338",
  name: "needless-virtualdomain",
  language: "control",
  severity: "info",
  category: "virtual domains",
  since: "0.1",
  what: "A line of virtualdomains names the same user as the next broader one",
  why: "Without the line, the broader key gives the mail to the same user, and the address that the user gets is the same",
  silent:
    "For keys that are no domain or address, and for those of which an earlier line says otherwise; exceptions are another finding",
  sources: ["qmail specification D4"],
  fixable: "safe",
  messages: {
    needless: {
      text: 'this line changes nothing: {broader} gives its mail to "{user}" as well',
      help: "remove the line",
    },
    broader: { text: "the broader line" },
    remove: { text: "Remove the line" },
  },
  example: {
    file: "control/virtualdomains",
    bad: ".example.org:joe\nlists.example.org:joe\n",
    good: ".example.org:joe\nlists.example.org:alias-lists\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "virtualdomains") return;
      for (const { line } of decidingEntries(file)) {
        if (line.kind !== "pair" || line.value.text === "") continue;
        const broader = broaderLine(line, file);
        if (broader?.kind !== "pair" || valueBehindKey(broader) !== valueBehindKey(line)) continue;
        const goesOn = report({
          at: line.whole,
          message: "needless",
          params: {
            broader: printable(broader.key.text) || "the key of all domains",
            user: printable(line.value.text.replace(/\r$/, "")),
          },
          related: [{ span: broader.whole, message: "broader" }],
          tags: ["unnecessary"],
          fixes: lineRemoval(line.line, file, { title: "remove", safety: "safe" }),
        });
        if (!goesOn) return;
      }
    },
  },
});
