import { printable } from "djblint-grammars/text";
import type { SiteObservation } from "../../check-site.js";
import type { Site } from "../../model/site/site.js";
import type { CompiledFile } from "../../model/site/site-files.js";
import type { FileSpan, Tree } from "../../model/tree.js";
import { momentInWords } from "../../moment.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF501",
  name: "stale-zones",
  language: "site",
  severity: "warning",
  category: "compiled files",
  mendedByCompiling: true,
  since: "0.1",
  what: "data.cdb is missing, or older than data",
  why:
    "tinydns reads data.cdb only: without it no question is answered, and what was changed in data since it was made has no " +
    "effect, until tinydns-data is run",
  silent:
    "When the times are not known, and when they are less than two minutes apart, as after a copy; about a missing data.cdb " +
    "where no script of the tree serves it, and where compiled files are not kept with the sources of the host",
  sources: ["tinydns-data(8)", "tinydns specification C1", "measured: tinydns without data.cdb"],
  fixable: "none",
  messages: {
    stale: {
      text: "{compiled} is of {compiledTime}, and this file of {sourceTime}: what was changed since has no effect yet",
      help: "run tinydns-data in {folder}",
    },
    alone: {
      text: "{compiled} is of {compiledTime}, and this file of {sourceTime}: what was changed since has no effect until tinydns-data is run",
      help: "run tinydns-data in {folder}",
      severity: "info",
    },
    missing: {
      text: "there is no {compiled}, and {service} reads nothing else: no question about these names is answered",
      help: "run tinydns-data in {folder}",
    },
    service: { text: "this serves what is compiled of it" },
  },
  example: {
    bad:
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid dns envdir ./env softlimit -d 300000 tinydns\n" +
      "==> etc/tinydns/root/data (of 2026-01-03 17:00) <==\n.example.org:192.0.2.53:a\n" +
      "==> etc/tinydns/root/data.cdb (of 2026-01-01 09:00) <==\n",
    good:
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec 2>&1\nexec envuidgid dns envdir ./env softlimit -d 300000 tinydns\n" +
      "==> etc/tinydns/root/data (of 2026-01-01 09:00) <==\n.example.org:192.0.2.53:a\n" +
      "==> etc/tinydns/root/data.cdb (of 2026-01-03 17:00) <==\n",
  },
  on: {
    ofOneFile: true,
    site: (site, report) => {
      for (const file of site.compiledFiles) {
        if (file.kind !== "zones") continue;
        const found =
          file.state === "missing" ? missing(file, site) : file.state === "older" ? stale(file, site) : undefined;
        if (found) report(found);
      }
    },
  },
});

function stale({ sources, compiled, sourceTime, compiledTime }: CompiledFile, { tree }: Site): SiteObservation {
  const newest = sources.find((path) => tree.entry(path)?.mtime === sourceTime) ?? sources[0];
  const times = { compiledTime: momentInWords(compiledTime!), sourceTime: momentInWords(sourceTime!) };
  // Data alone may be looked at just before they are compiled: that is no reason to stop.
  const message = tree.sourcePaths().length > 1 ? "stale" : "alone";
  return { at: firstLine(newest, tree), message, params: { ...placeParams(compiled), ...times } };
}

function missing({ sources, compiled }: CompiledFile, { tree, zoneSources }: Site): SiteObservation | undefined {
  const server = zoneSources.find(({ path }) => path === sources[0])?.servers[0];
  if (!server) return undefined;
  const { service } = server;
  const there = service.place(service.chain!.steps.at(-1)!.word);
  return {
    at: firstLine(sources[0], tree),
    message: "missing",
    params: { ...placeParams(compiled), service: printable(service.name) },
    related: [{ ...there, message: "service" }],
  };
}

function firstLine(file: string, tree: Tree): FileSpan {
  return { file, span: tree.text(file)!.lines.span(0) };
}

function placeParams(compiled: string) {
  const slash = compiled.lastIndexOf("/");
  return { compiled: printable(compiled.slice(slash + 1)), folder: printable(compiled.slice(0, slash)) };
}
