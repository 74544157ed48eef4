import { printable } from "djblint-grammars/text";
import { foldCase, type MapLine, valueBehindKey } from "../../model/control/control.js";
import { defineRule } from "../rule.js";
import { lineRemoval } from "./line-removal.js";

export default defineRule({
  code: "QM016",
  name: "duplicate-key",
  language: "control",
  severity: "error",
  category: "reading",
  since: "0.1",
  what: "A key stands in virtualdomains or smtproutes with two different values",
  why: "Of lines with equal keys the last one counts, not the first; keys are compared without regard to case",
  silent: "When the values are the same: another rule speaks about that",
  sources: ["qmail specification R20, R21, D6, T1", "measured: smtproutes-routing-041 to -043, delivery-decision-023"],
  fixable: "safe",
  messages: {
    dead: {
      text: "this line has no effect: {key} stands again in line {line}, and of equal keys the last line counts",
      help: "keep one of the lines",
    },
    counts: { text: "this line counts" },
    remove: { text: "Remove the line that has no effect" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:relay.example.net\nexample.org:[192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    file: (file, report) => {
      const pairs = file.lines.filter((line): line is MapLine => line.kind === "pair" || line.kind === "route");
      if (file.spec?.origin !== "qmail" || pairs.length < 2) return;
      const last = new Map(pairs.map((line) => [foldCase(line.key.text), line]));
      for (const line of pairs) {
        const winner = last.get(foldCase(line.key.text))!;
        if (winner === line || valueBehindKey(winner) === valueBehindKey(line)) continue;
        const goesOn = report({
          at: line.whole,
          message: "dead",
          params: { key: line.key.text === "" ? "the empty key" : printable(line.key.text), line: winner.line + 1 },
          related: [{ span: winner.whole, message: "counts" }],
          tags: ["unnecessary"],
          fixes: lineRemoval(line.line, file, { title: "remove", safety: "safe" }),
        });
        if (!goesOn) return;
      }
    },
  },
});
