import type { RouteLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { contestedKeys, findKey, foldCase, keysOf, valueBehindKey } from "../../model/control/control.js";
import { wholeLine } from "../../model/control/control-source.js";
import { virtualKeysAbove } from "../../model/control/virtual-keys.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM417",
  name: "needless-route",
  language: "control",
  severity: "info",
  category: "routes",
  since: "0.1",
  what: "A route has the same relay as the next broader route",
  why: "Without the line, the broader route leads to the same relay",
  silent: "For keys that are no domain, and for those of which an earlier line says otherwise",
  sources: ["qmail specification T1"],
  fixable: "safe",
  messages: {
    needless: {
      text: 'this line changes nothing: the route for {broader} leads to "{relay}" as well',
      help: "remove the line",
    },
    broader: { text: "the broader route" },
    remove: { text: "remove the line" },
  },
  example: {
    file: "control/smtproutes",
    bad: ":[192.0.2.7]\nexample.org:[192.0.2.7]\n",
    good: ":[192.0.2.7]\nexample.org:[192.0.2.8]\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "smtproutes") return;
      const keys = keysOf(file.lines);
      const contested = contestedKeys(file.lines);
      for (const { line, trouble } of file.domains) {
        if (line.kind !== "route" || trouble !== undefined || findKey(keys, line.key.text) !== line) continue;
        if (contested.has(foldCase(line.key.text))) continue;
        const above = virtualKeysAbove(line.key.text).find((key) => findKey(keys, key));
        const broader = above === undefined ? undefined : findKey(keys, above);
        if (broader?.kind !== "route" || relayText(broader) !== relayText(line)) continue;
        const span = wholeLine(file, line.line);
        const isAlone = !file.text.slice(span).includes("\0");
        const goesOn = report({
          at: line.whole,
          message: "needless",
          params: { broader: printable(broader.key.text) || "all domains", relay: printable(relayText(line).slice(1)) },
          related: [{ span: broader.whole, message: "broader" }],
          tags: ["unnecessary"],
          fixes: isAlone ? [{ title: "remove", safety: "safe", edits: [{ span, newText: "" }] }] : [],
        });
        if (!goesOn) return;
      }
    },
  },
});

function relayText(line: RouteLine): string {
  return foldCase(valueBehindKey(line));
}
