import { printable } from "djblint-grammars/text";
import { isOneEditAway } from "../../model/one-edit.js";
import type { RunScript } from "../../model/run/run-script.js";
import type { Chain, Effect } from "../../model/run/service.js";
import { isNoNumber } from "../../model/run/service-identity.js";
import { takesFlag } from "../../model/run/service-misread.js";
import { unsetNumber } from "../../model/run/service-unset.js";
import { defineRule, type Report } from "../rule.js";

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
  silent:
    "When the shell decides the value, unless it is a variable that nothing sets, and when a later option overrides it",
  sources: ["run script specification C3, R20"],
  fixable: "none",
  messages: {
    unsetUid: {
      text: "nothing in the script sets {variable}: -u counts an empty word as 0, so the program runs as root",
      help: "write envuidgid in front and -U, or set the variable",
    },
    unsetGid: {
      text: "nothing in the script sets {variable}: -g counts an empty word as 0, so the group of root stays",
      help: "write envuidgid in front and -U, or set the variable",
    },
    uid: {
      text: 'tcpserver and sslserver take only numbers: -u "{value}" counts as 0, so the program runs as root',
      help: "write the number of the account, or put envuidgid ACCOUNT in front and use -U instead",
    },
    gid: {
      text: 'tcpserver and sslserver take only numbers: -g "{value}" counts as 0, so the group of root stays',
      help: "write the number of the group, or put envuidgid ACCOUNT in front and use -U instead",
    },
    slip: { text: "the name that is set here is one letter off" },
  },
  example: {
    bad: "#!/bin/sh\nexec tcpserver -RHl0 -u qmaild -g nofiles 0 smtp qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 0 smtp qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const { steps } = chain;
      for (const [index, { program, effects }] of steps.entries()) {
        if (!program?.numericIds || (index > 0 && !steps[index - 1].certain)) continue;
        for (const effect of effectiveIds(effects)) {
          reportUnset(effect, chain, script, report);
          // Of a flag in the place of the number another rule speaks (RS042).
          if (!isNoNumber(effect.value) || takesFlag(effect.option, program)) continue;
          report({ at: effect.value, message: effect.kind, params: { value: printable(effect.value.text ?? "") } });
        }
      }
    },
  },
});

/** `-u "$QUID"` where nothing sets QUID. */
function reportUnset({ kind, value }: IdEffect, chain: Chain, script: RunScript, report: Report): void {
  const variable = unsetNumber(value, chain, script);
  if (variable === undefined) return;
  const settings = script.service.commands.flatMap(({ command }) => command.assignments);
  // Where it was meant to be set another rule speaks (RS090, RS115).
  if (settings.some(({ name }) => name === variable)) return;
  const related = settings
    .filter(({ name }) => isOneEditAway(name, variable))
    .map(({ start, name }) => ({ span: { start, end: start + name.length }, message: "slip" as const }));
  const message = kind === "uid" ? "unsetUid" : "unsetGid";
  report({ at: value, message, params: { variable: `$${variable}` }, related });
}

type IdEffect = Extract<Effect, { kind: "uid" | "gid" }>;

/** A later -U replaces both numbers. */
function effectiveIds(effects: readonly Effect[]): IdEffect[] {
  const from = effects.findLastIndex(({ kind }) => kind === "ids-from-environment");
  return effects.slice(from + 1).filter((effect): effect is IdEffect => effect.kind === "uid" || effect.kind === "gid");
}
