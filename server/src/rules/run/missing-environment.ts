import { literalText } from "djblint-grammars/run/words";
import type { ChainProgram } from "../../model/run/chain-programs.js";
import type { RunScript } from "../../model/run/run-script.js";
import { type Chain, lastStep } from "../../model/run/service.js";
import { environmentOf } from "../../model/run/service-environment.js";
import { entryFor } from "../../model/run/service-folder.js";
import { bringsVariables } from "../../model/run/service-unset.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS118",
  name: "missing-environment",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "A server of djbdns is started without a variable that it needs",
  why: "It says `fatal: $IP not set` or the like and ends with 111: the service is started again each second and never comes up",
  silent:
    "When the variable is set in the script or in an env directory, when the script reads variables from a file, and for env directories " +
    "outside of the tree that is looked at",
  sources: [
    "run script specification C6, C7",
    "measured: tinydns and rbldns of djbdns 1.05",
    "source: server.c, droproot.c, dnscache.c",
  ],
  fixable: "none",
  messages: {
    missing: {
      text: "nothing here sets {variables}, which {program} needs: it ends with `fatal: {first} not set`",
      help: "write exec envuidgid ACCOUNT envdir ./env {program}, and keep IP and ROOT in files of the folder env",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec 2>&1\nexec setuidgid tinydns tinydns\n",
    good: "#!/bin/sh\nexec 2>&1\nexec envuidgid tinydns envdir ./env tinydns\n",
  },
  on: {
    chain: (chain, script, report) => {
      const step = lastStep(chain);
      const needed = step.program && step.certain ? neededBy(step.program) : [];
      if (needed.length === 0 || chain.place.nested || bringsVariables(script)) return;
      // Of a folder in the place of a program another rule speaks (RS065).
      if (chain.steps.some(({ word }) => isFolder(literalText(word.parts), script))) return;
      const missing = missingOf(needed, chain, script);
      if (missing.length === 0) return;
      const variables = missing.map((name) => `$${name}`).join(", ");
      report({ at: step.word, message: "missing", params: { variables, first: `$${missing[0]}`, program: step.name } });
    },
  },
});

function isFolder(path: string | undefined, script: RunScript): boolean {
  return path?.startsWith("./") === true && entryFor(script, path)?.kind === "directory";
}

/** In the order in which it asks for them. */
function neededBy({ name }: ChainProgram): readonly string[] {
  if (name === "axfrdns") return ["ROOT", "GID", "UID"];
  if (name === "rbldns") return [...OF_SERVERS, "BASE"];
  return SERVERS.has(name) ? OF_SERVERS : [];
}

const OF_SERVERS = ["IP", "ROOT", "GID", "UID"];
const SERVERS: ReadonlySet<string> = new Set(["dnscache", "pickdns", "tinydns", "walldns"]);

function missingOf(needed: readonly string[], chain: Chain, script: RunScript): string[] {
  const names = new Set(environmentOf(chain, script).map(({ name }) => name));
  if (names.has("*")) return [];
  return needed.filter((name) => !names.has(name) && !script.service.variables.isSet(name));
}
