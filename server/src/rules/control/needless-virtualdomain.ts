import { printable } from "djblint-grammars/text";
import { contestedKeys, findKey, foldCase, keysOf, valueBehindKey } from "../../model/control/control.js";
import { wholeLine } from "../../model/control/control-source.js";
import { virtualKeysAbove } from "../../model/control/virtual-keys.js";
import { defineRule } from "../rule.js";

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
    remove: { text: "remove the line" },
  },
  example: {
    file: "control/virtualdomains",
    bad: ".example.org:joe\nlists.example.org:joe\n",
    good: ".example.org:joe\nlists.example.org:alias-lists\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "virtualdomains") return;
      const keys = keysOf(file.lines);
      const contested = contestedKeys(file.lines);
      for (const { line, trouble } of file.domains) {
        if (trouble !== undefined || line.kind !== "pair" || line.value.text === "") continue;
        if (contested.has(foldCase(line.key.text)) || findKey(keys, line.key.text) !== line) continue;
        const above = virtualKeysAbove(line.key.text).find((key) => findKey(keys, key));
        const broader = above === undefined ? undefined : findKey(keys, above);
        if (broader?.kind !== "pair" || valueBehindKey(broader) !== valueBehindKey(line)) continue;
        const span = wholeLine(file, line.line);
        const isAlone = !file.text.slice(span).includes("\0");
        const goesOn = report({
          at: line.whole,
          message: "needless",
          params: {
            broader: printable(broader.key.text) || "the key of all domains",
            user: printable(line.value.text.replace(/\r$/, "")),
          },
          related: [{ span: broader.whole, message: "broader" }],
          tags: ["unnecessary"],
          fixes: isAlone ? [{ title: "remove", safety: "safe", edits: [{ span, newText: "" }] }] : [],
        });
        if (!goesOn) return;
      }
    },
  },
});
