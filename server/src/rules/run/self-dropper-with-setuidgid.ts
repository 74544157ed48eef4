import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { droppedBefore } from "../../model/run/service-identity.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS028",
  name: "self-dropper-with-setuidgid",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "A program that gives up root itself is started by an account other than root",
  why:
    "dnscache, tinydns, rbldns, walldns, pickdns, axfrdns and the servers of publicfile change their root directory and " +
    "then become $UID and $GID; both need root at the start, and so does port 53",
  silent: "When the account is not known",
  sources: ["run script specification C7, R28"],
  fixable: "unsafe",
  messages: {
    needs: {
      text: "{program} is started as {account}, but it needs root to change its root directory, and gives it up itself",
      help: "write envuidgid {account} instead of {setter}",
    },
    replace: { text: "Write envuidgid" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec setuidgid tinydns envdir ./env softlimit -d300000 tinydns\n",
    good: "#!/bin/sh\nexec 2>&1\nexec envuidgid tinydns envdir ./env softlimit -d300000 tinydns\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const last = lastStep(chain);
      const drop = last.program?.dropsRoot ? droppedBefore(chain.steps.slice(0, -1)) : undefined;
      if (drop === undefined) return;
      const { step, account } = drop;
      const edits = [{ span: step.word, newText: "envuidgid" }];
      report({
        at: step.word,
        message: "needs",
        params: { program: last.name, account: printable(account), setter: step.name },
        fixes: step.name === "setuidgid" ? [{ title: "replace", safety: "unsafe", edits }] : [],
      });
    },
  },
});
