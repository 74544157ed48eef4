import { looksLikeOptions } from "../../model/run/service-misread.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS079",
  name: "rblsmtpd-no-list",
  language: "run",
  severity: "warning",
  category: "options",
  since: "0.1",
  what: "rblsmtpd gets no list to ask",
  why:
    "Without -r the original asks rbl.maps.vix.com, which has been dead for twenty years; Debian's build asks nobody. " +
    "Only RBLSMTPD from the access rules has an effect",
  silent: "When an expansion may hold -r, with -a, and for builds with more options",
  sources: ["run script specification R79"],
  fixable: "none",
  messages: {
    none: {
      text: "rblsmtpd without -r asks a list that is long dead, or none: it rejects only what the access rules set RBLSMTPD for",
      help: "name a list: rblsmtpd -r BASE",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 rblsmtpd qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 rblsmtpd -r bl.example qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      for (const [index, step] of steps.entries()) {
        const { name, options, optionsKnown, word } = step;
        if (name !== "rblsmtpd" || !optionsKnown || options.some(({ letter }) => letter === "r" || letter === "a"))
          continue;
        const behind = steps.at(index + 1);
        // Of -r without its hyphen another rule speaks (RS127).
        if (behind && looksLikeOptions(behind.word, step, steps.at(index + 2))) continue;
        report({ at: word, message: "none" });
      }
    },
  },
});
