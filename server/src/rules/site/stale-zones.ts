import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF501",
  name: "stale-zones",
  language: "site",
  severity: "warning",
  category: "compiled files",
  mendedByCompiling: true,
  since: "0.1",
  what: "data.cdb is older than data",
  why: "tinydns reads data.cdb only: what was changed in data since has no effect, until tinydns-data is run",
  silent:
    "When the times are not known, when there is no data.cdb, and when they are less than two minutes apart, as after a copy",
  sources: ["tinydns-data(8)", "tinydns specification C1"],
  fixable: "none",
  messages: {
    stale: {
      text: "{compiled} is of {compiledTime}, and this file of {sourceTime}: what was changed since has no effect yet",
      help: "run tinydns-data in {folder}",
    },
  },
  example: { bad: "", good: "" },
  on: {
    site: ({ tree, compiledFiles }, report) => {
      for (const { kind, sources, compiled, state, sourceTime, compiledTime } of compiledFiles) {
        if (kind !== "zones" || state !== "older") continue;
        const newest = sources.find((path) => tree.entry(path)?.mtime === sourceTime) ?? sources[0];
        const slash = compiled.lastIndexOf("/");
        const params = {
          compiled: printable(compiled.slice(slash + 1)),
          folder: printable(compiled.slice(0, slash)),
          compiledTime: inWords(compiledTime!),
          sourceTime: inWords(sourceTime!),
        };
        report({ at: { file: newest, span: tree.text(newest)!.lines.span(0) }, message: "stale", params });
      }
    },
  },
});

/** Seconds since 1970 as a date and time, UTC. */
function inWords(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 16).replace("T", " ");
}
