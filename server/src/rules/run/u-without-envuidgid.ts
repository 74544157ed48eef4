import type { Step } from "../../model/run/service.js";
import { environmentAt } from "../../model/run/service-environment.js";
import { isUcspi, serverOf } from "../../model/run/service-server.js";
import { readsVariables } from "../../model/run/service-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS019",
  name: "u-without-envuidgid",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "A server has -U, and nothing puts numbers into UID and GID",
  why:
    "-U makes the server become $UID and $GID. svscan hands on neither, and what is unset counts as 0: the server " +
    "stays root without a word",
  silent:
    "When a file that the script reads may set UID, or an env directory that is not among the files; when a program in " +
    "front is not known, and inside `sh -c`",
  sources: ["run script specification C3, C6, R19"],
  fixable: "none",
  messages: {
    unset: {
      text: "{server} -U becomes the account of $UID and $GID, but nothing sets them: it stays root (uid 0)",
      help: "put envuidgid ACCOUNT in front of {server}",
    },
    unexported: {
      text: "{server} -U becomes the account of $UID and $GID, but the script keeps its UID to itself: {server} stays root (uid 0)",
      help: "put envuidgid ACCOUNT in front of {server}, or export both",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const server = serverOf(chain);
      const become = server?.step.effects.find(({ kind }) => kind === "ids-from-environment");
      if (server === undefined || !isUcspi(server) || become?.kind !== "ids-from-environment" || chain.place.nested)
        return;
      // Programs that are not known may set anything, and so may what the script reads or evaluates.
      if (server.before.some(isUnclear) || readsVariables(script.service.names)) return;
      if (environmentAt(server.step, chain, script).some(({ name }) => name === "UID" || name === "*")) return;
      const message = chain.variables.isSet("UID") ? "unexported" : "unset";
      report({ at: become.option, message, params: { server: server.step.name } });
    },
  },
});

function isUnclear({ program }: Step): boolean {
  return program === undefined || program.kind === "wrapper";
}
