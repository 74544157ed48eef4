import { lastStep } from "../../model/run/service.js";
import { identityOf } from "../../model/run/service-identity.js";
import { defineRule } from "../rule.js";

/** What runs the programs of others, which hardly ever look at UID. */
const INTERPRETER = /^(python|perl|ruby|node|nodejs|java|php|lua|tclsh)[\d.]*$/;

export default defineRule({
  code: "RS107",
  name: "envuidgid-alone",
  language: "run",
  severity: "warning",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "envuidgid stands in front of a program that is not known to read UID and GID",
  why: "envuidgid changes no account, it only sets two variables: unless the program gives up root itself, it runs as root",
  silent:
    "For programs other than Python, Perl, Ruby, Node.js, Java, PHP, Lua and Tcl, behind a server such as tcpserver, and in " +
    "finish scripts",
  sources: ["run script specification C6, C7", "envuidgid(8)"],
  fixable: "unsafe",
  messages: {
    alone: {
      text: "{program} is started as root: envuidgid only puts the numbers of {account} into UID and GID",
      help: "write setuidgid, unless what {program} runs reads UID and gives up root itself",
    },
    replace: { text: "Write setuidgid" },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec envuidgid app python /srv/app/main.py\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid app python /srv/app/main.py\n",
  },
  on: {
    inStarters: true,
    chain: (chain, { isTask }, report) => {
      const { steps, place, replacesShell } = chain;
      const { name: program } = lastStep(chain);
      if (isTask || place.inFunction || !(replacesShell || place.last) || !INTERPRETER.test(program)) return;
      const setter = steps.find(({ effects }) => effects.some(({ kind }) => kind === "ids"));
      // Behind a server the cure is another: its option -U.
      const hasServer = steps.some((step) => step.program?.kind === "server");
      if (setter?.name !== "envuidgid" || hasServer || identityOf(chain).kind !== "inherited") return;
      const ids = setter.effects.find((effect) => effect.kind === "ids");
      const { start, end } = setter.word;
      report({
        at: { start, end },
        message: "alone",
        params: { program, account: ids?.value.text ?? "the account" },
        fixes: [
          {
            title: "replace",
            safety: "unsafe",
            edits: [{ span: { start: end - setter.name.length, end }, newText: "setuidgid" }],
          },
        ],
      });
    },
  },
});
