import { printable } from "djblint-grammars/text";
import { entryFor } from "../../model/run/service-folder.js";
import { droppedBefore } from "../../model/run/service-identity.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS027",
  name: "setuidgid-before-envdir",
  language: "run",
  severity: "warning",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "An env directory that only its owner may read is read behind setuidgid",
  why: "envdir runs as the account then: `unable to switch to directory: access denied`, exit 111, once a second",
  silent:
    "When the permissions of the directory are not known, or let others or its group read it, which may be that of the account",
  sources: ["run script specification C6, R27"],
  fixable: "none",
  messages: {
    denied: {
      text: "envdir runs as {account} here and cannot read {folder} (mode {mode}), unless {account} owns it: access denied",
      help: "write envdir in front of {setter}",
    },
  },
  example: {
    bad:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec setuidgid web envdir ./env /opt/web/bin/webd\n" +
      "==> service/web/env/ (mode 700) <==\n" +
      "==> service/web/env/PORT <==\n8080\n",
    good:
      "==> service/web/run <==\n#!/bin/sh\nexec 2>&1\nexec envdir ./env setuidgid web /opt/web/bin/webd\n" +
      "==> service/web/env/ (mode 700) <==\n" +
      "==> service/web/env/PORT <==\n8080\n",
  },
  on: {
    chain: ({ steps }, script, report) => {
      for (const [index, { effects }] of steps.entries()) {
        for (const effect of effects) {
          if (effect.kind !== "directory" || effect.use !== "environment" || effect.value.text === undefined) continue;
          const drop = droppedBefore(steps.slice(0, index));
          const mode = entryFor(script, effect.value.text)?.mode;
          if (drop === undefined || mode === undefined || mayEnter(mode)) continue;
          const params = {
            account: printable(drop.account),
            folder: printable(effect.value.text),
            mode: (mode & 0o7777).toString(8),
            setter: drop.step.name,
          };
          report({ at: effect.value, message: "denied", params });
        }
      }
    },
  },
});

/** Others, or its group: reads and enters. */
function mayEnter(mode: number): boolean {
  return (mode & 0o005) === 0o005 || (mode & 0o050) === 0o050;
}
