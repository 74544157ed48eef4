import { isOneEditAway } from "../../model/one-edit.js";
import type { RunScript } from "../../model/run/run-script.js";
import { lastStep } from "../../model/run/service.js";
import { rootVariable } from "../../model/run/service-environment.js";
import { folderOf, isMissingFor } from "../../model/run/service-folder.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS146",
  name: "misspelt-root",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "The variable ROOT of a server of djbdns names a folder that is not there, one letter off one that is",
  why: "The server ends with `fatal: unable to chdir to` and `file does not exist`, and is started again each second",
  silent:
    "When nobody looked where the folder should be, and when no folder beside it has nearly the same name: it may be made when the service is installed",
  sources: ["source: droproot.c", "measured: tinydns of djbdns 1.05"],
  fixable: "none",
  messages: {
    missing: {
      text: "{program} ends at once with `fatal: unable to chdir to {root}: file does not exist`",
      help: "write {meant} into ROOT",
    },
  },
  example: {
    bad:
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec envuidgid tinydns envdir ./env tinydns\n" +
      "==> etc/tinydns/env/ROOT <==\n/etc/tinydns/rot\n==> etc/tinydns/env/IP <==\n192.0.2.53\n" +
      "==> etc/tinydns/root/data <==\n.example.org:192.0.2.53:a\n",
    good:
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec envuidgid tinydns envdir ./env tinydns\n" +
      "==> etc/tinydns/env/ROOT <==\n/etc/tinydns/root\n==> etc/tinydns/env/IP <==\n192.0.2.53\n" +
      "==> etc/tinydns/root/data <==\n.example.org:192.0.2.53:a\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const { name, word, program, certain } = lastStep(chain);
      const root = certain && program?.dropsRoot ? rootVariable(chain, script)?.value : undefined;
      const meant = root?.startsWith("/") ? meantBy(root, script) : undefined;
      if (root && meant) report({ at: word, message: "missing", params: { program: name, root, meant } });
    },
  },
});

/** The folder beside a missing one that has nearly its name. */
function meantBy(root: string, script: RunScript): string | undefined {
  const { around } = script;
  const folder = folderOf(script);
  if (!isMissingFor(script, root)) return undefined;
  const above = around.find(parentOf(root), folder);
  const folders = (above && around.children(above.path))?.filter(({ kind }) => kind === "directory") ?? [];
  const names = folders.map(({ path }) => `${parentOf(root)}/${path.slice(above!.path.length + 1)}`);
  return names.find((path) => isOneEditAway(path, root));
}
