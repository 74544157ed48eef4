import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { readActions } from "../../model/run/service-multilog.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS133",
  name: "select-in-vain",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "multilog is to select lines by a pattern, and nothing in front has deselected any",
  why: "Each line is selected at first, and + selects it once more: the directory behind it gets all lines",
  silent: "For +*, and behind a word that only the shell knows",
  sources: ["run script specification L7", "multilog(8)", "measured: daemontools 0.76"],
  fixable: "none",
  messages: {
    vain: {
      text: "every line is selected until a - deselects it, so {word} changes nothing: what stands behind it gets all lines",
      help: "write '-*' in front of it",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dlog multilog t '+* fatal: *' ./main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t '-*' '+* fatal: *' ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const step = lastStep(chain);
      for (const { kind, argument } of step.name === "multilog" && step.certain ? readActions(step) : []) {
        if (kind === "unknown" || kind === "deselect" || (kind === "select" && argument.text === undefined)) return;
        // A - may be in a word that is no action, or glued to one (RS057).
        if (kind !== "select" && /[-*]/.test(argument.text ?? "")) return;
        if (kind !== "select" || /^\+\**$/.test(argument.text ?? "")) continue;
        report({ at: argument, message: "vain", params: { word: printable(argument.text ?? "") } });
        return;
      }
    },
  },
});
