import { type Chain, lastStep, type Step } from "../../model/run/service.js";
import { identityOf } from "../../model/run/service-identity.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS018",
  name: "envuidgid-without-u",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "envuidgid stands in front of a server that has no -U",
  why:
    "envuidgid only puts numbers into $UID and $GID; without -U tcpserver does not read them, " +
    "and the program serves everybody as root",
  silent:
    "For programs that give up root themselves (axfrdns, publicfile) or need it (qmail-popup), for programs that are " +
    "not known, where variables may hold the option, and where -u has a name (RS020)",
  sources: ["run script specification C6, C7, R18"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "{program} runs as root (uid 0): {server} has no -U, so it ignores the UID and GID that envuidgid sets",
      help: "give {server} the option -U",
    },
    sets: { text: "this only puts the numbers of {account} into UID and GID" },
    insert: { text: "Insert -U" },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -x smtp.cdb 0 smtp qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -U -x smtp.cdb 0 smtp qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const server = chain.steps.findLast((step) => step.program?.kind === "server");
      if (server === undefined || server.effects.some(({ kind }) => OF_ITS_OWN.has(kind))) return;
      const setter = setterIn(chain, server);
      const { program, name } = lastStep(chain);
      // Whatever is not known to stay root may read UID itself.
      if (!setter || program?.dropsRoot !== false || identityOf(chain).kind !== "inherited") return;
      const { word: at } = server;
      const { account, step } = setter;
      report({
        at,
        message: "missing",
        params: { program: name, server: server.name },
        related: [{ span: step.word, message: "sets", params: { account } }],
        fixes: [
          { title: "insert", safety: "unsafe", edits: [{ span: { start: at.end, end: at.end }, newText: " -U" }] },
        ],
      });
    },
  },
});

/** -U, and -u, which would win behind a -U. */
const OF_ITS_OWN = new Set(["ids-from-environment", "uid"]);

/** The step in front of a server that puts UID and GID into the environment. */
function setterIn({ steps }: Chain, server: Step): { step: Step; account: string } | undefined {
  for (const step of steps.slice(0, steps.indexOf(server))) {
    const ids = step.effects.find((effect) => effect.kind === "ids");
    if (ids !== undefined) return { step, account: ids.value.text ?? "the account" };
  }
  return undefined;
}
