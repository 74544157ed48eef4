import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { nextAlias } from "./alias-path.js";
import { isSent } from "./record-set.js";

export default defineRule({
  code: "TD206",
  name: "cname-chain",
  language: "tinydns",
  severity: "info",
  category: "record sets",
  since: "0.1",
  what: "An alias points to an alias",
  why: "tinydns never follows an alias, not even inside one file: each step costs the resolver one more question",
  silent:
    "When the path goes round in a circle (cname-loop), for targets outside the zones of this file, and for names that it never answers (record-outside-zones, occluded-record)",
  sources: ["RFC 1034 section 3.6.2", "tinydns specification Q7, trap T71"],
  fixable: "unsafe",
  messages: {
    chain: {
      text: "{name} is an alias of {target}, which is an alias of {canonical}: tinydns does not follow it, so resolvers ask twice",
      help: "point to {canonical}",
    },
    next: { text: "{target} is an alias here" },
    shorten: { text: "Point to {canonical}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCftp.example.org:www.example.org\nCwww.example.org:a.ns.example.org\n",
    good: ".example.org:192.0.2.1:a\nCftp.example.org:a.ns.example.org\nCwww.example.org:a.ns.example.org\n",
  },
  on: {
    record: {
      types: [TYPE.CNAME],
      watch: Trait.TargetAlias,
      check: (row, data, report) => {
        const next = nextAlias(row, data);
        if (next === undefined || leadsNowhere(next, data) || !isSent(row, data)) return;
        const { records, names } = data;
        const params = {
          name: records.ownerText(row),
          target: names.text(records.target[row]),
          canonical: names.text(records.target[next]),
        };
        const at = data.targetSpan(row);
        report({
          at,
          message: "chain",
          params,
          related: [{ span: data.ownerSpan(next), message: "next", params }],
          fixes: [{ title: "shorten", params, safety: "unsafe", edits: [{ span: at, newText: params.canonical }] }],
        });
      },
    },
  },
});

/** Resolvers give up after about so many aliases. */
const STEPS = 16;

/** Whether the path from an alias never comes to an end, or to none that a resolver would reach. */
function leadsNowhere(from: Row, data: ZoneData): boolean {
  let row: Row | undefined = from;
  for (let step = 0; row !== undefined && step < STEPS; step++) row = nextAlias(row, data);
  return row !== undefined;
}
