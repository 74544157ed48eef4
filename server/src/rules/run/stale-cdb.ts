import { printable } from "djblint-grammars/text";
import { serverRules } from "../../model/service-access.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS030",
  name: "stale-cdb",
  language: "run",
  severity: "warning",
  category: "access",
  security: true,
  since: "0.1",
  what: "The compiled access rules are older than their source",
  why: "The server reads the compiled file only: what was changed in the source has no effect",
  silent: "When the times are not known, and when they are less than two minutes apart, as after a copy",
  sources: ["run script specification R30"],
  fixable: "none",
  messages: {
    stale: {
      text: "{file} is older than its source {source}: the changes there have no effect yet",
      help: "run tcprules {file} {file}.tmp <{source}",
    },
  },
  example: { bad: "", good: "" },
  on: {
    chain: (chain, script, report) => {
      const rules = serverRules(chain, script);
      const made = rules?.compiled?.mtime;
      const written = rules?.source && script.around.entry(rules.source.path)?.mtime;
      if (made === undefined || written === undefined || written - made < LEEWAY) return;
      if (rules?.source === undefined || rules.compiled?.path === rules.source.path) return;
      const source = rules.source.path.slice(rules.source.path.lastIndexOf("/") + 1);
      report({
        at: rules.server.rules!,
        message: "stale",
        params: { file: printable(rules.path), source: printable(source) },
      });
    },
  },
});

/** In seconds. */
const LEEWAY = 120;
