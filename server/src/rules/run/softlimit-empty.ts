import { strictLimits } from "../../model/run/service-limits.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS048",
  name: "softlimit-empty",
  language: "run",
  severity: "error",
  category: "limits",
  since: "0.1",
  what: "A limit of softlimit or chpst is an empty word",
  why: "They count it as 0: the program is killed, or cannot even be loaded",
  silent:
    "When the shell decides the value, for limits with which a program can live at 0, such as that of core files, and for s6-softlimit, which refuses the word (RS046)",
  sources: ["run script specification C3, R48"],
  fixable: "none",
  messages: {
    empty: {
      text: "{program} counts the empty word behind -{letter} as 0: the program cannot run within that limit",
      help: "write a number of {argument}",
    },
  },
  example: {
    bad: '#!/bin/sh\nMEM=\nexec softlimit -m "$MEM" setuidgid web /usr/local/bin/webd 2>&1\n',
    good: '#!/bin/sh\nMEM=40000000\nexec softlimit -m "$MEM" setuidgid web /usr/local/bin/webd 2>&1\n',
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      for (const { program, option, value, text } of strictLimits(chain, script)) {
        const { letter, spec } = option;
        if (text !== "" || !NEEDED.has(letter) || program === "s6-softlimit") continue;
        report({ at: value, message: "empty", params: { program, letter, argument: spec?.argument ?? "bytes" } });
      }
    },
  },
});

/** No program starts with one of these at 0: memory, stack, open files, CPU time. */
const NEEDED: ReadonlySet<string> = new Set([..."amsot"]);
