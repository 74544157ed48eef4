import type { ControlLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { foldCase, keysOf } from "../../model/control/control.js";
import { type ControlSource, isReadByQmail } from "../../model/control/control-source.js";
import { defineRule, type Observation } from "../rule.js";
import { lineRemoval } from "./line-removal.js";

export default defineRule({
  code: "QM015",
  name: "duplicate-entry",
  language: "control",
  severity: "info",
  category: "reading",
  since: "0.1",
  what: "An entry stands in the file twice",
  why: "The second changes nothing; names are compared without regard to case",
  silent: "In files of patches, and in qmqpservers: a server that stands there twice is tried twice",
  sources: ["qmail specification R20, R21", "measured: smtpd-sessions-074"],
  fixable: "safe",
  messages: {
    twice: { text: '"{found}" stands here for the second time, which changes nothing', help: "keep one of the two" },
    first: { text: "here it stands for the first time" },
    remove: { text: "Remove the line" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "example.org\nEXAMPLE.ORG\n",
    good: "example.org\nexample.net\n",
  },
  on: {
    file: (file, report) => {
      if (!isReadByQmail(file) || file.shape === "addresses" || !hasDuplicates(file.lines)) return;
      const latest = new Map<string, Entry>();
      for (const line of file.lines) {
        const entry = entryOf(line);
        if (!entry) continue;
        const before = latest.get(entry.key);
        latest.set(entry.key, entry);
        // Of different values the last counts (R21): then a line that was there before may be needed again.
        if (before?.value === entry.value && !report(twice(before.line, line, file))) return;
      }
    },
  },
});

function hasDuplicates(lines: readonly ControlLine[]): boolean {
  const keyed = lines.reduce((count, { kind }) => count + Number(KEYED.has(kind)), 0);
  return keysOf(lines).size < keyed;
}

/** Lines that `keysOf` knows. */
const KEYED: ReadonlySet<ControlLine["kind"]> = new Set(["entry", "pair", "route"]);

interface Entry {
  readonly line: ControlLine;
  readonly key: string;
  readonly value: string;
}

/** Undefined for lines that are no entries. */
function entryOf(line: ControlLine): Entry | undefined {
  switch (line.kind) {
    case "entry":
      return line.whole.text.trim() === "" ? undefined : { line, key: foldCase(line.whole.text), value: "" };
    case "pair":
      return { line, key: foldCase(line.key.text), value: line.value.text };
    case "route":
      return { line, key: foldCase(line.key.text), value: line.whole.text.slice(line.key.text.length) };
    default:
      return undefined;
  }
}

function twice(first: ControlLine, line: ControlLine, file: ControlSource): Observation {
  return {
    at: line.whole,
    message: "twice",
    params: { found: printable(line.whole.text) },
    related: [{ span: first.whole, message: "first" }],
    tags: ["unnecessary"],
    fixes: lineRemoval(line.line, file, { title: "remove", safety: "safe" }),
  };
}
