import type { Parameter } from "djblint-grammars/run/tree";
import { parametersOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { isOneEditAway } from "../../model/one-edit.js";
import type { RunScript } from "../../model/run/run-script.js";
import { lastStep } from "../../model/run/service.js";
import { exportsOf } from "../../model/run/service-environment.js";
import { bringsVariables, isNeverSet, unsetNumber } from "../../model/run/service-unset.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS119",
  name: "unexported-variable",
  language: "run",
  severity: "info",
  category: "shell",
  since: "0.1",
  what: "A variable is set, and neither used in the script nor exported",
  why: "A variable of the shell stays in the shell: the program that the script starts does not get it",
  silent:
    "For variables that have a value before the script starts, such as PATH, for those of the shell, such as IFS, behind set -a, in conditions and branches " +
    "when they take what a command prints, in functions, and when the script reads a file, which may use them",
  sources: ["POSIX sh, variables", "run script specification X1: svscan hands down PATH only"],
  fixable: "none",
  messages: {
    unused: {
      text: "{name} is set, and neither used nor exported: {program} does not get it",
      help: "write export {name}=..., or leave the line out",
    },
    misspelt: {
      text: "{name} is set and not used, and {other}, which is used, is never set: one of them looks like a slip for the other",
      help: "write the same name in both places",
      severity: "warning",
    },
    needed: {
      text: "{name} is set and not exported: {program}, which reads it, does not get it",
      help: "write export {name}=...",
      severity: "warning",
    },
    used: { text: "{other} is used here" },
  },
  example: {
    bad: "#!/bin/sh\nRAILS_ENV=production\nexec setuidgid web /srv/web/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexport RAILS_ENV=production\nexec setuidgid web /srv/web/bin/webd 2>&1\n",
  },
  on: {
    script: (script, report) => {
      const { service, tree, isTask, isStarter, chain: main } = script;
      if (main === undefined || !main.replacesShell || isTask || isStarter || tree.faults.length > 0) return;
      if (bringsVariables(script)) return;
      const { name: program, program: known } = lastStep(main);
      if (program === "") return;
      const exported = new Set(exportsOf(service).map(({ start }) => start));
      const settings = service.commands.filter(
        ({ command, place }) =>
          !place.inFunction &&
          (place.certain || command.assignments.every(({ value }) => literalText(value.parts) !== undefined)) &&
          !place.nested &&
          !place.piped &&
          command.words.length === 0 &&
          command.start < main.command.start &&
          !exported.has(command.start),
      );
      const mentions = settings.length > 0 ? mentionsIn(script) : undefined;
      for (const { name, start } of settings.flatMap(({ command }) => command.assignments)) {
        if (HAS_VALUE.test(name) || mentions?.get(name) !== 1) continue;
        const at = { start, end: start + name.length };
        const used = misspeltUse(name, script);
        if (used) {
          const params = { name, other: used.name };
          const related = [{ span: used, message: "used" as const, params }];
          // Of the number of an account another rule speaks (RS020).
          if (!isUnsetNumber(used.name, script)) report({ at, message: "misspelt", params, related });
          continue;
        }
        const message = known?.readsEnvironment.includes(name) ? "needed" : "unused";
        report({ at, message, params: { name, program } });
      }
    },
  },
});

/** Those that login, init or the shell has set, which stay exported if they are, and those that mean something to the shell. */
const HAS_VALUE =
  /^(PATH|HOME|USER|LOGNAME|SHELL|PWD|OLDPWD|LANG|LANGUAGE|LC_\w+|TERM|TMPDIR|HOSTNAME|IFS|PS[0-4]|ENV|BASH\w*|SHLVL|OPT\w+|UID|EUID|GID|HIST\w*|_)$/;

/** Where the script uses a variable that nothing sets and that is one letter off. */
function misspeltUse(name: string, script: RunScript): Parameter | undefined {
  const { service, tree, chain } = script;
  if (name.length < SHORTEST || chain === undefined) return undefined;
  const uses = [tree, ...service.scripts]
    .flatMap(({ list }) => [...wordsOf(list)])
    .flatMap(({ parts }) => [...parametersOf(parts)]);
  return uses.find(
    (use) => use.operator === undefined && isOneEditAway(use.name, name) && isNeverSet(use.name, chain, script),
  );
}

/** Of shorter names others differ by a letter, too. */
const SHORTEST = 3;

function isUnsetNumber(name: string, script: RunScript): boolean {
  return script.service.chains.some((chain) =>
    chain.steps.some(({ effects }) =>
      effects.some(
        (effect) =>
          (effect.kind === "uid" || effect.kind === "gid") && unsetNumber(effect.value, chain, script) === name,
      ),
    ),
  );
}

/** How often each name stands in the file, also in quotes, where a shell behind the program may put it in; not in lines of comment. */
function mentionsIn({ text }: RunScript): Map<string, number> {
  const mentions = new Map<string, number>();
  const source = text.slice({ start: 0, end: text.bytes.length }).replace(/^[ \t]*#.*$/gm, "");
  for (const [name] of source.matchAll(/[A-Za-z_]\w*/g)) mentions.set(name, (mentions.get(name) ?? 0) + 1);
  return mentions;
}
