import { readsAsZero } from "../../model/run/service-identity.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS021",
  name: "uid-without-gid",
  language: "run",
  severity: "warning",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "A server gets -u without -g",
  why: "Only the user changes: the program keeps the group of root (gid 0) and its rights",
  silent: "When -U is there too, when another program changes the group, and when an expansion may hold -g",
  sources: ["run script specification R21"],
  fixable: "none",
  messages: {
    alone: {
      text: "-u {uid} changes the user only: without -g, {server} and its program keep the group of root (gid 0)",
      help: "add -g with the number of the group, or use envuidgid ACCOUNT and -U",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec tcpserver -RHl0 -u 812 0 8080 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec tcpserver -RHl0 -u 812 -g 810 0 8080 /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      for (const { program, effects, optionsKnown, name } of steps) {
        if (effects.some(({ kind }) => kind === "account")) return;
        if (!program?.numericIds || !optionsKnown) continue;
        const uid = effects.find(({ kind }) => kind === "uid");
        if (uid?.kind !== "uid" || readsAsZero(uid.value)) continue;
        if (effects.some(({ kind }) => kind === "gid" || kind === "ids-from-environment")) continue;
        report({ at: uid.option, message: "alone", params: { uid: uid.value.text ?? "...", server: name } });
      }
    },
  },
});
