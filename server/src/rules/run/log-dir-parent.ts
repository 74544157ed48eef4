import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { folderOf, isMissingFor, isWhole } from "../../model/run/service-folder.js";
import { droppedBefore } from "../../model/run/service-identity.js";
import { readActions } from "../../model/run/service-multilog.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS060",
  name: "log-dir-parent",
  language: "run",
  severity: "error",
  category: "logging",
  since: "0.1",
  what: "multilog is to write into a folder whose parent is not there, or into /main",
  why:
    "multilog makes one level only: `unable to open directory`, once a second, and the service blocks when the pipe to " +
    "its log is full",
  silent: "For folders outside of the folder of the log service, behind cd, and when the script makes it",
  sources: ["run script specification L6, R60"],
  fixable: "none",
  messages: {
    parent: {
      text: "there is no {parent}, and multilog makes only the last level of {folder}: unable to open directory",
      help: "make {parent}, and give it to the account of multilog",
    },
    scripts: {
      text: "multilog makes only the last level of {folder}, so {parent} has to be there when it starts",
      help: "make {parent} at installation, and give it to the account of multilog",
      severity: "info",
    },
    root: {
      text: "/main lies at the root of the host: unless it is there, multilog cannot make it as {account}: unable to open directory",
      help: "write ./main, for the folder main in that of the log service",
      severity: "warning",
    },
  },
  example: {
    bad: "==> service/web/log/run <==\n#!/bin/sh\nexec setuidgid weblog multilog t ./logs/web\n",
    good: "==> service/web/log/run <==\n#!/bin/sh\nexec setuidgid weblog multilog t ./main\n",
  },
  on: {
    chain: (chain, script, report) => {
      const step = lastStep(chain);
      const { names } = script.service;
      if (step.name !== "multilog" || names.has("mkdir") || names.has("install")) return;
      // It makes its folders in their order, so that one may stand in another.
      const made = new Set<string>();
      for (const { kind, argument } of readActions(step)) {
        const folder = argument.text?.replace(/\/+$/, "");
        if (kind !== "directory" || folder === undefined) continue;
        const { account } = droppedBefore(chain.steps) ?? {};
        if (folder === "/main" && account !== undefined && script.around.find(folder, "/") === undefined)
          report({ at: argument, message: "root", params: { account: printable(account) } });
        if (folder.startsWith("/")) continue;
        const parent = parentOf(folder);
        made.add(folder);
        if (made.has(parent) || parent === "" || /^[./]*$/.test(parent) || parent.includes("..")) continue;
        if (script.around.children(folderOf(script)) === undefined || !isMissingFor(script, parent)) continue;
        // Where only scripts are kept, as in a repository, the folders are often made at installation.
        const message = isWhole(script) ? "parent" : "scripts";
        report({ at: argument, message, params: { parent: printable(parent), folder: printable(folder) } });
      }
    },
  },
});
