import { printable } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import type { Site } from "../../model/site/site.js";
import { placeOf } from "../../model/site/site-delegations.js";
import { type Found, foreignExchangers } from "../../model/site/site-targets.js";
import { defineRule, type Related } from "../rule.js";

export default defineRule({
  code: "XF203",
  name: "exchanger-alias-elsewhere",
  language: "site",
  severity: "warning",
  category: "mail",
  since: "0.1",
  what: "A mail exchanger is an alias in the zone of another file",
  why:
    "Mail servers may refuse such an exchanger, or fail to see that they are the exchanger themselves and send the mail round; " +
    "each mail costs one more question",
  silent:
    "For exchangers in zones of the same file (mx-to-cname), where one of several copies of the zone gives an address, " +
    "where the zone hands the name on, and where the tree has the zone for the inside of a network only; each exchanger is " +
    "told once for a file",
  sources: ["RFC 2181 section 10.3", "RFC 5321 section 5.1", "tinydns specification Q11, trap T86"],
  fixable: "none",
  messages: {
    alias: {
      text: "mail for {owner} goes to {target}, which is an alias of {canonical} in another file",
      help: "name the host itself here: {canonical}; or give {target} its address there",
    },
    definition: { text: "{target} is an alias here" },
  },
  example: {
    bad:
      "==> a/root/data <==\n.example.org:192.0.2.1:a\n@example.org::mail.example.net:10\n" +
      "==> b/root/data <==\n.example.net:192.0.2.2:a\nCmail.example.net:host.example.net\n+host.example.net:192.0.2.7\n",
    good:
      "==> a/root/data <==\n.example.org:192.0.2.1:a\n@example.org::host.example.net:10\n" +
      "==> b/root/data <==\n.example.net:192.0.2.2:a\nCmail.example.net:host.example.net\n+host.example.net:192.0.2.7\n",
  },
  on: {
    sites: ([first]: readonly Site[], report) => {
      for (const { source, row, name, found } of first ? foreignExchangers(first.tree) : []) {
        const [alias] = found;
        if (alias.kind !== "alias" || found.some(({ kind }) => kind !== "alias")) continue;
        const params = {
          owner: printable(source.data.records.ownerText(row)),
          target: printable(name),
          canonical: printable(canonicalOf(alias)),
        };
        const at = placeOf(source, source.data.targetSpan(row));
        report({ at, message: "alias", params, related: definition(alias, params) });
      }
    },
  },
});

type Alias = Exclude<Found, { kind: "nothing" }>;

function aliasRow({ zone, rows }: Alias): number {
  return rows.find((row) => zone.source.data.records.typeOf(row) === TYPE.CNAME)!;
}

function canonicalOf(alias: Alias): string {
  const { names, records } = alias.zone.source.data;
  return names.text(records.target[aliasRow(alias)]);
}

function definition(alias: Alias, params: Related["params"]): Related[] {
  const { source } = alias.zone;
  return [{ ...placeOf(source, source.data.lineOf(aliasRow(alias))), message: "definition", params }];
}
