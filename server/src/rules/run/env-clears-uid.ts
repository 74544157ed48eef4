import type { Effect, Step } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS026",
  name: "env-clears-uid",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "env - stands between envuidgid and the program that reads UID and GID",
  why: "env - empties the environment: UID and GID are gone, which counts as 0, so the service stays root or does not start",
  silent: "When UID is set again behind env, or may be by an env directory",
  sources: ["run script specification C6, R26"],
  fixable: "none",
  messages: {
    server: {
      text: "env - throws away the UID and GID that {setter} has set, so {reader} -U stays root (uid 0)",
      help: "write env - in front of {setter}",
    },
    daemon: {
      text: "env - throws away the UID and GID that {setter} has set, which {reader} needs to give up root",
      help: "write env - in front of {setter}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild env - PATH=/var/qmail/bin:/usr/bin tcpserver -URHl0 0 25 qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec env - PATH=/var/qmail/bin:/usr/bin envuidgid qmaild tcpserver -URHl0 0 25 qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      let setter: Step | undefined;
      let cleared: Extract<Effect, { kind: "clear-environment" }> | undefined;
      for (const step of steps) {
        if (!step.certain) return;
        for (const effect of step.effects) {
          if (setsIds(effect)) {
            setter = step;
            cleared = undefined;
          }
          if (effect.kind === "clear-environment") cleared = effect;
        }
        if (setter === undefined || cleared === undefined || !readsIds(step)) continue;
        const message = step.program?.kind === "server" ? "server" : "daemon";
        report({ at: cleared.at, message, params: { setter: setter.name, reader: step.name } });
        return;
      }
    },
  },
});

function setsIds(effect: Effect): boolean {
  if (effect.kind === "set") return effect.name === "UID";
  return effect.kind === "ids" || (effect.kind === "directory" && effect.use === "environment");
}

function readsIds({ program, effects }: Step): boolean {
  return (
    program?.dropsRoot === true ||
    (program?.numericIds === true && effects.some(({ kind }) => kind === "ids-from-environment"))
  );
}
