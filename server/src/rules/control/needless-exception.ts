import type { PairLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { contestedKeys, findKey, foldCase, keysOf } from "../../model/control/control.js";
import { wholeLine } from "../../model/control/control-source.js";
import { virtualKeysAbove } from "../../model/control/virtual-keys.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM328",
  name: "needless-exception",
  language: "control",
  severity: "info",
  category: "virtual domains",
  since: "0.1",
  what: "An entry of virtualdomains without a user is no exception to any other",
  why: "An empty user says that the mail goes out; without a broader key it would do so anyway",
  silent: "For keys that are no domain or address, and for those of which an earlier line says otherwise",
  sources: ["qmail specification D4, D5"],
  fixable: "safe",
  messages: {
    needless: {
      text: '"{found}:" changes nothing: no broader key takes this mail, so that it goes out in any case',
      help: "remove the line, or write the user who gets the mail",
    },
    remove: { text: "remove the line" },
  },
  example: {
    file: "control/virtualdomains",
    bad: "example.org:\n",
    good: ":joe\nexample.org:\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "virtualdomains") return;
      const keys = keysOf(file.lines);
      const contested = contestedKeys(file.lines);
      for (const { line, trouble } of file.domains) {
        if (trouble !== undefined || line.kind !== "pair" || !isException(line)) continue;
        if (contested.has(foldCase(line.key.text))) continue;
        if (findKey(keys, line.key.text) !== line || virtualKeysAbove(line.key.text).some((key) => findKey(keys, key)))
          continue;
        const span = wholeLine(file, line.line);
        const isAlone = !file.text.slice(span).includes("\0");
        const goesOn = report({
          at: line.whole,
          message: "needless",
          params: { found: printable(line.key.text) },
          tags: ["unnecessary"],
          fixes: isAlone ? [{ title: "remove", safety: "safe", edits: [{ span, newText: "" }] }] : [],
        });
        if (!goesOn) return;
      }
    },
  },
});

function isException({ value }: PairLine): boolean {
  return value.text === "";
}
