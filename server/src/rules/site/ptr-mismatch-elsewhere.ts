import { printable } from "djblint-grammars/text";
import type { SiteReport } from "../../check-site.js";
import { TYPE } from "../../compile/expand.js";
import { isPublic } from "../../model/address-block.js";
import { zoneSources } from "../../model/site/site.js";
import { isWhole, placeOf } from "../../model/site/site-delegations.js";
import { lineOfZone, type ZoneSource } from "../../model/site/site-names.js";
import { type Found, foundElsewhere } from "../../model/site/site-targets.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF403",
  name: "ptr-mismatch-elsewhere",
  language: "site",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "A PTR points to a name that does not have the address, in the zone of another file",
  why: "Servers that check both directions, mail servers above all, take such a client for a forged one",
  silent:
    "For names in zones of the same file (ptr-mismatch), where one of several copies of the zone has the address, where the " +
    "zone hands the name on, where the tree has the zone for the inside of a network only, for aliases, and for PTR records " +
    "that are in no zone of their file",
  sources: ["RFC 1912 section 2.1", "Zonemaster ADDRESS03"],
  fixable: "none",
  messages: {
    other: {
      text: "{address} is said to be {target}, but {target} has another address in its own zone: {others}",
      help: "correct the PTR, or add +{target}:{address} to the file with {zone}",
    },
    none: {
      text: "{address} is said to be {target}, which has no address: {zone} is served in the tree and has none for it",
      help: "correct the PTR, or add +{target}:{address} to the file with {zone}",
    },
    zone: { text: "{zone} is served from here" },
  },
  example: {
    bad:
      "==> a/root/data <==\n.2.0.192.in-addr.arpa::ns.example.org\n^7.2.0.192.in-addr.arpa:www.example.org\n" +
      "==> b/root/data <==\n.example.org:192.0.2.1:ns.example.org\n+www.example.org:192.0.2.8\n",
    good:
      "==> a/root/data <==\n.2.0.192.in-addr.arpa::ns.example.org\n^8.2.0.192.in-addr.arpa:www.example.org\n" +
      "==> b/root/data <==\n.example.org:192.0.2.1:ns.example.org\n+www.example.org:192.0.2.8\n",
  },
  on: {
    sites: ([first], report) => {
      for (const source of first ? zoneSources(first.tree) : []) {
        if (isWhole(source) && source.data.zones.holdReverseNames) checkPointers(source, report);
      }
    },
  },
});

function checkPointers(source: ZoneSource, report: SiteReport): void {
  const { records, names, zones } = source.data;
  for (let row = 0; row < records.count; row++) {
    if (records.typeOf(row) !== TYPE.PTR || zones.fate(records.target[row]).kind !== "outside") continue;
    const address = names.addressOfReverse(records.owner[row]);
    if (address < 0 || zones.fateOf(row).kind !== "served") continue;
    const target = names.text(records.target[row]);
    const found = foundElsewhere(target, source, !isPublic(formatAddress(address)));
    if (found.length === 0 || found.some((each) => each.kind === "alias" || addressesOf(each).includes(address)))
      continue;
    const [{ zone }] = found;
    const others = [...new Set(found.flatMap(addressesOf))].slice(0, 4).map(formatAddress);
    const params = {
      address: formatAddress(address),
      target: printable(target),
      others: others.join(", "),
      zone: printable(zone.name),
    };
    const there = lineOfZone(zone);
    const related = [{ file: there.file, span: there.span, message: "zone", params }];
    const at = placeOf(source, source.data.targetSpan(row));
    if (!report({ at, message: others.length > 0 ? "other" : "none", params, related })) return;
  }
}

function addressesOf(found: Found): number[] {
  if (found.kind === "nothing") return [];
  const { records } = found.zone.source.data;
  return found.rows.filter((row) => records.typeOf(row) === TYPE.A).map((row) => records.target[row]);
}
