import type { Step } from "../../model/run/service.js";
import { readsAsZero, rootGivenUp } from "../../model/run/service-identity.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS123",
  name: "root-given-up",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "A program that changes the account, the root directory or the priority stands behind one that has given up root",
  why: "Only root may do these, and no program gets root back: it fails (`unable to setgid`, `cannot change root directory`), once a second",
  silent:
    "When the account is not known, behind sudo and its like, behind setpriv --ambient-caps, for options of a single chpst, which " +
    "does things in the right order, and for priorities in scripts with ulimit, which may allow them",
  sources: [
    "run script specification C6",
    "measured: daemontools 0.76, runit 2.1.2, ucspi-tcp 0.88, s6 2.11, coreutils 9.1, util-linux 2.38",
  ],
  fixable: "none",
  messages: {
    account: {
      text: "{program} cannot change the account any more, because {setter} has given up root: it fails, and what stands behind it is never started",
      help: "leave out one of them",
    },
    folder: {
      text: "{program} cannot change the root directory any more, because {setter} has given up root: it fails, and what stands behind it is never started",
      help: "write it in front of {setter}",
    },
    priority: {
      text: "{program} cannot raise the priority any more, because {setter} has given up root: it fails, and what stands behind it is never started",
      help: "write it in front of {setter}",
    },
    nice: {
      text: "nice cannot raise the priority any more, because {setter} has given up root: it says so, and the program runs as before",
      help: "write it in front of {setter}",
      severity: "warning",
    },
    gives: { text: "gives up root" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec setuidgid web chroot /opt/web /bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec chpst -u web -/ /opt/web /bin/webd\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, { service }, report) => {
      for (const [index, step] of steps.entries()) {
        const message = index === 0 || !step.certain ? undefined : whatNeedsRoot(step, service.names.has("ulimit"));
        const setter = message && rootGivenUp(steps.slice(0, index));
        if (message === undefined || setter === undefined) continue;
        report({
          at: step.word,
          message,
          params: { program: step.name, setter: setter.name },
          related: [{ span: setter.word, message: "gives" }],
        });
        return;
      }
    },
  },
});

type Need = "account" | "folder" | "priority" | "nice";

function whatNeedsRoot({ name, effects, options }: Step, mayRaise: boolean): Need | undefined {
  const changes = effects.some(
    (effect) => effect.kind === "account" || (effect.kind === "gid" && !readsAsZero(effect.value)),
  );
  if (changes) return "account";
  if (effects.some((effect) => effect.kind === "directory" && effect.use === "root")) return "folder";
  const raises = options.some(({ letter, value }) => letter === "n" && /^-0*[1-9]/.test(value?.text ?? ""));
  if (!raises || mayRaise) return undefined;
  return name === "nice" ? "nice" : name === "chpst" ? "priority" : undefined;
}
