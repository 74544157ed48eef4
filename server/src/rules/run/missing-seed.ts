import type { Redirect } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import type { RunScript } from "../../model/run/run-script.js";
import { lastStep } from "../../model/run/service.js";
import { readsVariables } from "../../model/run/service-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS132",
  name: "missing-seed",
  language: "run",
  severity: "warning",
  category: "start",
  security: true,
  since: "0.1",
  what: "dnscache is started, and nothing gives it a seed on standard input",
  why:
    "dnscache reads 128 bytes from there, from which it takes the ports and numbers of its questions, and does not look whether " +
    "there are any: without them only the time and its process id are left, and false answers are easier to make",
  silent: "When anything redirects standard input, in a pipeline, and when the script reads in a file, which may do so",
  sources: ["source: dnscache.c, dns_random.c", "dnscache-conf, which writes exec <seed", "run script specification 2"],
  fixable: "none",
  messages: {
    none: {
      text: "dnscache reads its seed from standard input, and nothing here redirects that: its ports and query numbers are easier to guess",
      help: "make a file seed with 128 bytes of /dev/urandom, which only root may read, and write exec <seed in front",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec envuidgid dnscache envdir ./env softlimit -o250 -d 30000000 dnscache\n",
    good: "#!/bin/sh\nexec 2>&1\nexec <seed\nexec envuidgid dnscache envdir ./env softlimit -o250 -d 30000000 dnscache\n",
  },
  on: {
    script: (script, report) => {
      const { chain, isTask } = script;
      const step = chain && lastStep(chain);
      if (step?.name !== "dnscache" || !step.certain || isTask || chain?.place.piped) return;
      if (readsVariables(script.service.names) || redirectsInput(script)) return;
      report({ at: step.word, message: "none" });
    },
  },
});

function redirectsInput({ tree, service }: RunScript): boolean {
  return [tree, ...service.scripts].some(({ list }) =>
    commandsOf(list).some((command) => command.kind !== "function" && command.redirects.some(isInput)),
  );
}

function isInput({ operator, descriptor }: Redirect): boolean {
  return operator.startsWith("<") && (descriptor ?? 0) === 0;
}
