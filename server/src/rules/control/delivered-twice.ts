import type { InstructionLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { domainOf } from "../../model/control/mail-address.js";
import { defineRule } from "../rule.js";
import { lineRemoval } from "./line-removal.js";

export default defineRule({
  code: "QM859",
  name: "delivered-twice",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A .qmail file has the same address or mailbox twice",
  why: "qmail-local follows each line, and nothing takes out what is the same: each message comes twice",
  silent: "About programs, and for addresses that differ in front of the @ by capitals",
  sources: ["qmail specification Q1", "dot-qmail(5)"],
  fixable: "unsafe",
  messages: {
    twice: {
      text: "{found} gets each message twice: line {line} sends it there already",
      help: "keep one of the two lines",
    },
    first: { text: "here it stands for the first time" },
    remove: { text: "Remove the line" },
  },
  example: {
    file: "alias/.qmail-info",
    bad: "&joe@example.org\n&ann@example.org\n&joe@example.org\n",
    good: "&joe@example.org\n&ann@example.org\n",
  },
  on: {
    file: (file, report) => {
      if (file.shape !== "instructions") return;
      const seen = new Map<string, InstructionLine>();
      for (const line of file.lines) {
        if (line.kind !== "instruction" || !GOES_SOMEWHERE.has(line.instruction)) continue;
        const key = targetOf(line);
        const first = seen.get(key);
        if (!first) {
          seen.set(key, line);
          continue;
        }
        const goesOn = report({
          at: line.argument,
          message: "twice",
          params: { found: printable(line.argument.text), line: first.line + 1 },
          related: [{ span: first.argument, message: "first" }],
          fixes: lineRemoval(line.line, file, { title: "remove", safety: "unsafe" }),
        });
        if (!goesOn) return;
      }
    },
  },
});

const GOES_SOMEWHERE: ReadonlySet<InstructionLine["instruction"]> = new Set(["forward", "mbox", "maildir"]);

/** Hosts are the same in whatever case. */
function targetOf({ instruction, argument: { text } }: InstructionLine): string {
  const host = instruction === "forward" ? (domainOf(text) ?? "") : "";
  return `${instruction} ${text.slice(0, text.length - host.length)}${foldCase(host)}`;
}
