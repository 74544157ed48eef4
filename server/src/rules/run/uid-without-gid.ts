import type { OptionUse } from "../../model/run/service.js";
import { readsAsZero } from "../../model/run/service-identity.js";
import { isMisread } from "../../model/run/service-misread.js";
import { serverOf } from "../../model/run/service-server.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS021",
  name: "uid-without-gid",
  language: "run",
  severity: "warning",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "A server gets -u without -g, or setpriv --reuid without --regid",
  why: "Only the user changes: the program keeps the group of root (gid 0) and its rights",
  silent: "When -U is there too, when another program changes the group, and when an expansion may hold -g",
  sources: ["run script specification R21", "measured: setpriv of util-linux 2.38"],
  fixable: "none",
  messages: {
    alone: {
      text: "-u {uid} changes the user only: without -g, {server} and its program keep the group of root (gid 0)",
      help: "add -g with the number of the group, or use envuidgid ACCOUNT and -U",
    },
    setpriv: {
      text: "--reuid changes the user only: without --regid, what follows keeps the group of root (gid 0)",
      help: "add --regid with the group, and --clear-groups or --init-groups",
    },
    groups: {
      text: "setpriv refuses --regid alone: it requires --clear-groups, --init-groups, --keep-groups or --groups, and the service never starts",
      help: "add --init-groups, or --clear-groups",
      severity: "error",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec tcpserver -RHl0 -u 812 0 8080 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec tcpserver -RHl0 -u 812 -g 810 0 8080 /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const { steps } = chain;
      const server = serverOf(chain);
      // -g may be there, and read as something else (RS041, RS042, RS126, RS127).
      if (server && isMisread(server)) return;
      for (const { program, effects, options, optionsKnown, name } of steps) {
        if (effects.some(({ kind }) => kind === "account")) {
          if (optionsKnown && name === "setpriv") reportSetpriv(options, report);
          return;
        }
        if (!program?.numericIds || !optionsKnown) continue;
        const uid = effects.find(({ kind }) => kind === "uid");
        if (uid?.kind !== "uid" || readsAsZero(uid.value)) continue;
        if (effects.some(({ kind }) => kind === "gid" || kind === "ids-from-environment")) continue;
        report({ at: uid.option, message: "alone", params: { uid: uid.value.text ?? "...", server: name } });
      }
    },
  },
});

function reportSetpriv(options: readonly OptionUse[], report: Report): void {
  const user = loneUser(options);
  if (user) report({ at: user, message: "setpriv" });
  const group = options.find(({ letter }) => letter === "--regid");
  if (group && !options.some(({ letter }) => /^--((clear|init|keep)-)?groups$/.test(letter))) {
    report({ at: group, message: "groups" });
  }
}

function loneUser(options: readonly OptionUse[]): OptionUse | undefined {
  const user = options.find(({ letter }) => letter === "--reuid");
  const isRoot = user?.value?.text === "root" || user?.value?.text === "0";
  return isRoot || options.some(({ letter }) => /^--[re]*gid$/.test(letter)) ? undefined : user;
}
