import { printable } from "djblint-grammars/text";
import type { Effect } from "../../model/run/service.js";
import { isNoNumber } from "../../model/run/service-identity.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS020",
  name: "uid-name",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "The option -u or -g of tcpserver or sslserver gets something that is no number",
  why: "They read the digits in front, and nothing else: without any the number is 0, which changes nothing, so root stays",
  silent: "When the shell decides the value, and when a later option overrides it",
  sources: ["run script specification C3, R20"],
  fixable: "none",
  messages: {
    uid: {
      text: 'tcpserver and sslserver take only numbers: -u "{value}" counts as 0, so the program runs as root',
      help: "write the number of the account, or put envuidgid ACCOUNT in front and use -U instead",
    },
    gid: {
      text: 'tcpserver and sslserver take only numbers: -g "{value}" counts as 0, so the group of root stays',
      help: "write the number of the group, or put envuidgid ACCOUNT in front and use -U instead",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec tcpserver -u qmaild -g nofiles 0 smtp qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -U 0 smtp qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      for (const [index, { program, effects }] of steps.entries()) {
        if (!program?.numericIds || (index > 0 && !steps[index - 1].certain)) continue;
        for (const effect of effectiveIds(effects)) {
          if (!isNoNumber(effect.value)) continue;
          report({ at: effect.value, message: effect.kind, params: { value: printable(effect.value.text ?? "") } });
        }
      }
    },
  },
});

type IdEffect = Extract<Effect, { kind: "uid" | "gid" }>;

/** A later -U replaces both numbers. */
function effectiveIds(effects: readonly Effect[]): IdEffect[] {
  const from = effects.findLastIndex(({ kind }) => kind === "ids-from-environment");
  return effects.slice(from + 1).filter((effect): effect is IdEffect => effect.kind === "uid" || effect.kind === "gid");
}
