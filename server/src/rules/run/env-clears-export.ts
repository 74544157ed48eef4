import type { List } from "djblint-grammars/run/tree";
import { parametersOf, wordsOf } from "djblint-grammars/run/walk";
import type { Effect } from "../../model/run/service.js";
import { environmentOf, exportsOf } from "../../model/run/service-environment.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS117",
  name: "env-clears-export",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "env - takes away a variable that the script has exported for the program",
  why: "env - leaves nothing but what stands behind it: the program starts without the variable, and says nothing",
  silent:
    "For variables that the script itself uses, or that are set again behind env -, for PATH, and when env - stands in " +
    "front of a shell that may set them again",
  sources: ["run script specification X1, C6"],
  fixable: "none",
  messages: {
    lost: {
      text: "env - takes {name} away again, which the script exports: {program} starts without it",
      help: "write {name}=... behind env -",
    },
    exports: { text: "it is exported here" },
  },
  example: {
    bad: "#!/bin/sh\nexport SMTPAUTH=yes\nexec env - PATH=/usr/bin:/bin setuidgid web webd 2>&1\n",
    good: "#!/bin/sh\nexec env - PATH=/usr/bin:/bin SMTPAUTH=yes setuidgid web webd 2>&1\n",
  },
  on: {
    script: (script, report) => {
      const { service, tree } = script;
      const exports = exportsOf(service).filter(({ certain }) => certain);
      if (exports.length === 0) return;
      const used = namesUsed(tree.list);
      const unused = exports.filter(({ name }) => name !== "PATH" && !used.has(name));
      for (const chain of service.chains) {
        const { steps, place, command } = chain;
        const at = steps.findIndex((step) => step.certain && step.effects.some(isClearing));
        const isShell = steps.slice(at).some(({ program }) => program?.kind === "interpreter");
        if (at < 0 || place.nested || isShell) continue;
        const cleared = steps[at].effects.find(isClearing)!;
        const kept = new Set(environmentOf(chain, script).map(({ name }) => name));
        const lost = unused.find(({ name, start }) => start < command.start && !kept.has("*") && !kept.has(name));
        if (lost === undefined) continue;
        const params = { name: lost.name, program: steps[steps.length - 1].name };
        report({ at: cleared.at, message: "lost", params, related: [{ span: lost.at, message: "exports" }] });
      }
    },
  },
});

type Clearing = Extract<Effect, { kind: "clear-environment" }>;

function isClearing(effect: Effect): effect is Clearing {
  return effect.kind === "clear-environment";
}

/** The names of the variables that are expanded anywhere. */
function namesUsed(list: List): ReadonlySet<string> {
  return new Set(wordsOf(list).flatMap(({ parts }) => parametersOf(parts).map(({ name }) => name)));
}
