import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { readActions } from "../../model/run/service-multilog.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS056",
  name: "multilog-order",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "A size, a number or a processor stands behind the last directory of multilog",
  why: "s, n and ! act on the directories behind them; behind the last one they do nothing",
  silent: "When the shell decides a word behind it",
  sources: ["run script specification L4, R56"],
  fixable: "none",
  messages: {
    late: {
      text: "{word} acts on directories behind it only, and there is none: {directory} keeps the default",
      help: "write {word} in front of {directory}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dlog multilog t ./main s999999\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t s999999 ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const step = lastStep(chain);
      if (step.name !== "multilog") return;
      const actions = readActions(step);
      const last = actions.findLastIndex(({ kind }) => kind === "directory");
      const behind = actions.slice(last + 1);
      if (last < 0 || behind.some(({ kind }) => kind === "unknown")) return;
      const directory = printable(actions[last].argument.head);
      for (const { kind, argument } of behind) {
        if (kind !== "size" && kind !== "count" && kind !== "processor") continue;
        report({ at: argument, message: "late", params: { word: printable(argument.head), directory } });
      }
    },
  },
});
