import { printable } from "djblint-grammars/text";
import { programNamed } from "../../model/run/chain-programs.js";
import { isRefusedLimit, strictLimits } from "../../model/run/service-limits.js";
import { takesFlag } from "../../model/run/service-misread.js";
import { illegalOption } from "../../model/run/service-refused.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS046",
  name: "softlimit-unit",
  language: "run",
  severity: "error",
  category: "limits",
  since: "0.1",
  what: "A limit of softlimit or chpst is not digits only",
  why: "They know no units and no separators: they print their usage and exit with 100, once a second",
  silent: "When the shell decides the value; = (the hard limit) is right for softlimit",
  sources: [
    "run script specification C3, R46",
    "measured: s6-softlimit",
    "source and manual page of daemontools-encore: softlimit",
  ],
  fixable: "none",
  messages: {
    unit: {
      text: "{program} takes digits only: -{letter} {value} makes it print its usage and exit with 100",
      help: "write the number of {argument} without unit and separators{number}",
    },
    encore: {
      text: "softlimit of daemontools takes digits only: -{letter} {value} makes it print its usage and exit with 100; only that of daemontools-encore knows the word",
      help: "write = for the hard limit, which both know, or leave the option out",
      severity: "warning",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec softlimit -m 40M setuidgid web /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec softlimit -m 40000000 setuidgid web /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const [illegal] = chain.steps.flatMap((step) => illegalOption(step) ?? []);
      for (const limit of strictLimits(chain, script)) {
        // There the program ends already (RS044).
        if (illegal && limit.value.start > illegal.start) continue;
        const { program, option, value, text } = limit;
        if (text === undefined || !isRefusedLimit(limit)) continue;
        // Of a flag in the place of the number another rule speaks (RS042).
        const known = programNamed(program);
        if (known && takesFlag(option, known)) continue;
        const number = asNumber(text);
        report({
          at: value,
          message: program === "softlimit" && OF_ENCORE.test(text) ? "encore" : "unit",
          params: {
            program,
            letter: option.letter,
            value: printable(text) || '""',
            argument: option.spec?.argument ?? "bytes",
            number: number === undefined ? "" : `: ${number}`,
          },
        });
      }
    },
  },
});

const OF_ENCORE = /^(hard|unlimited|-)$/;

const UNITS: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

function asNumber(text: string): number | undefined {
  const [, digits, unit] = /^([0-9]{1,9})([kmg])b?$/i.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * UNITS[unit.toLowerCase()];
}
