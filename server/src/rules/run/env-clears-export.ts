import type { List } from "djblint-grammars/run/tree";
import { parametersOf, wordsOf } from "djblint-grammars/run/walk";
import type { Span } from "djblint-grammars/text";
import type { Effect, Service } from "../../model/run/service.js";
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
    script: ({ service, tree }, report) => {
      const exports = exportsIn(service);
      if (exports.length === 0) return;
      const used = namesUsed(tree.list);
      const unused = exports.filter(({ name }) => name !== "PATH" && !used.has(name));
      for (const { steps, place, command } of service.chains) {
        const at = steps.findIndex((step) => step.certain && step.effects.some(isClearing));
        const isShell = steps.slice(at).some(({ program }) => program?.kind === "interpreter");
        if (at < 0 || place.nested || isShell) continue;
        const cleared = steps[at].effects.find(isClearing)!;
        const kept = new Set(steps.slice(at).flatMap(({ effects }) => effects.flatMap(namesSet)));
        const isLost = ({ name, word }: Export) => word.start < command.start && !kept.has("*") && !kept.has(name);
        const lost = unused.find(isLost);
        if (lost === undefined) continue;
        const params = { name: lost.name, program: steps[steps.length - 1].name };
        report({ at: cleared.at, message: "lost", params, related: [{ span: lost.word, message: "exports" }] });
      }
    },
  },
});

type Clearing = Extract<Effect, { kind: "clear-environment" }>;

function isClearing(effect: Effect): effect is Clearing {
  return effect.kind === "clear-environment";
}

/** `*` for those that only the host knows. */
function namesSet(effect: Effect): string[] {
  if (effect.kind === "set") return [effect.name];
  return effect.kind === "directory" && effect.use === "environment" ? ["*"] : [];
}

interface Export {
  readonly name: string;
  readonly word: Span;
}

/** `export NAME`, `export NAME=VALUE`, always reached. */
function exportsIn({ commands }: Service): Export[] {
  const exports = commands.filter(({ name, place: { certain, nested } }) => name === "export" && certain && !nested);
  return exports.flatMap(({ arguments: args }) =>
    args.slice(1).flatMap(({ head, word }) => {
      const name = /^[A-Za-z_]\w*(?==|$)/.exec(head)?.[0];
      return name === undefined ? [] : [{ name, word }];
    }),
  );
}

/** The names of the variables that are expanded anywhere. */
function namesUsed(list: List): ReadonlySet<string> {
  return new Set(wordsOf(list).flatMap(({ parts }) => parametersOf(parts).map(({ name }) => name)));
}
