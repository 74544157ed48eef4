import { printable } from "djblint-grammars/text";
import { isMissingFor, isWhole } from "../../model/run/service-folder.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS051",
  name: "envdir-missing",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "The directory of envdir, or that of chpst -e, is not there",
  why: "`envdir: fatal: unable to switch to directory: file does not exist`, exit 111, once a second",
  silent:
    "For directories outside of the tree that is looked at, where nothing but scripts is kept of the service, behind cd, " +
    "and when the script makes it",
  sources: ["run script specification R51"],
  fixable: "none",
  messages: {
    missing: {
      text: "There is no directory {folder}, so the service never starts: {program} exits with 111",
      help: "make {folder}, with one file for each variable",
    },
  },
  example: { bad: "", good: "" },
  on: {
    chain: ({ steps }, script, report) => {
      if (script.service.names.has("mkdir")) return;
      for (const { name: program, effects, certain } of steps) {
        if (!certain) return;
        for (const effect of effects) {
          if (effect.kind !== "directory" || effect.use !== "environment") continue;
          const { text } = effect.value;
          if (text === undefined || !isWhole(script) || !isMissingFor(script, text)) continue;
          report({ at: effect.value, message: "missing", params: { program, folder: printable(text) } });
        }
      }
    },
  },
});
