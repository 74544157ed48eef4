import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { type Action, gluedDirectory, readActions } from "../../model/run/service-multilog.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS058",
  name: "multilog-range",
  language: "run",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "A size or number of multilog lies outside of what it takes",
  why: "multilog takes the nearest value that it can, without a word: sizes from 4096 to 16777215, at least 2 files",
  silent: "When the shell decides the value",
  sources: ["run script specification L5, R58"],
  fixable: "none",
  messages: {
    clamped: { text: "multilog takes {word} as {real}", help: "write {real}, or a value from {least} to {most}" },
    unit: {
      text: "multilog knows no units: it reads {word} as {read}, and takes {real}",
      help: "write the number in digits only, from {least} to {most}",
      severity: "warning",
    },
    least: { text: "multilog takes {word} as {real}", help: "write {real}, or more" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dlog multilog t s100 ./main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t s4096 ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const step = lastStep(chain);
      if (step.name !== "multilog") return;
      const actions = readActions(step);
      const hasDirectory = actions.some(({ kind }) => kind === "directory");
      for (const action of actions) {
        const { kind, argument } = action;
        const [, digits, rest] = /^.([0-9]+)(.*)/s.exec(argument.text ?? "") ?? [];
        const range = RANGES[kind];
        if (digits === undefined || range === undefined) continue;
        const value = Number(digits);
        const taken = Math.min(Math.max(value, range.least), range.most);
        if (taken === value && rest === "") continue;
        // Of a directory that is glued to it another rule speaks (RS055).
        if (!hasDirectory && gluedDirectory(action)) continue;
        const real = `${argument.head.charAt(0)}${taken}`;
        const isOpen = range.most === Number.POSITIVE_INFINITY;
        const message = rest !== "" && !isOpen ? "unit" : isOpen ? "least" : "clamped";
        const word = printable(argument.text ?? "");
        const params = { word, read: digits, real, least: range.least, most: range.most };
        report({ at: argument, message, params });
      }
    },
  },
});

const RANGES: Readonly<Partial<Record<Action["kind"], { readonly least: number; readonly most: number }>>> = {
  size: { least: 4096, most: 16777215 },
  count: { least: 2, most: Number.POSITIVE_INFINITY },
};
