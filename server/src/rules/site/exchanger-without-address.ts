import { printable } from "djblint-grammars/text";
import { placeOf } from "../../model/site/site-delegations.js";
import { lineOfZone } from "../../model/site/site-names.js";
import { foreignExchangers } from "../../model/site/site-targets.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF204",
  name: "exchanger-without-address",
  language: "site",
  severity: "warning",
  category: "mail",
  since: "0.1",
  what: "A mail exchanger has no address in the zone of another file in which its name lies",
  why: "Nobody else can give its address: mail waits in the queue of the sender and then bounces",
  silent:
    "For exchangers in zones of the same file (mx-target-no-address), where one of several copies of the zone gives an " +
    "address, where the zone hands the name on, where a wildcard may give it, and where the tree has the zone for the " +
    "inside of a network only; each exchanger is told once for a file",
  sources: ["RFC 5321 section 5.1", "tinydns specification R6, Q11"],
  fixable: "none",
  messages: {
    missing: {
      text: "mail for {owner} goes to {target}, which has no address: {zone} is served in the tree and has none for it",
      help: "add +{target}:ip to the file with {zone}, or correct the name here",
    },
    zone: { text: "{zone} is served from here" },
  },
  example: {
    bad:
      "==> a/root/data <==\n.example.org:192.0.2.1:a\n@example.org::mail.example.net:10\n" +
      "==> b/root/data <==\n.example.net:192.0.2.2:a\n+host.example.net:192.0.2.7\n",
    good:
      "==> a/root/data <==\n.example.org:192.0.2.1:a\n@example.org::mail.example.net:10\n" +
      "==> b/root/data <==\n.example.net:192.0.2.2:a\n+mail.example.net:192.0.2.7\n",
  },
  on: {
    sites: ([first], report) => {
      for (const { source, row, name, found } of first ? foreignExchangers(first.tree) : []) {
        if (found.some(({ kind }) => kind === "address" || kind === "alias")) continue;
        const [{ zone }] = found;
        const params = {
          owner: printable(source.data.records.ownerText(row)),
          target: printable(name),
          zone: printable(zone.name),
        };
        const there = lineOfZone(zone);
        report({
          at: placeOf(source, source.data.targetSpan(row)),
          message: "missing",
          params,
          related: [{ file: there.file, span: there.span, message: "zone", params }],
        });
      }
    },
  },
});
