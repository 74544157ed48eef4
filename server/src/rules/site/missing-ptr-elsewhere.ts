import type { SiteReport, Withdraw } from "../../check-site.js";
import { TYPE } from "../../compile/expand.js";
import { isPublic } from "../../model/address-block.js";
import { treeZones, zoneSources } from "../../model/site/site.js";
import { isInside, isWhole, placeOf } from "../../model/site/site-delegations.js";
import { lineOfZone, type ServedZone, type TreeZones, type ZoneSource } from "../../model/site/site-names.js";
import { NO_NAME, reverseName } from "../../model/tinydns/name-table.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { unansweredPointers } from "../../model/tinydns/unanswered-pointers.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF402",
  name: "missing-ptr-elsewhere",
  language: "site",
  severity: "info",
  withdraws: ["TD404"],
  category: "names",
  since: "0.1",
  what: "An address has no PTR although another file of the tree serves its reverse zone",
  why: "Many servers, mail servers above all, turn clients away whose address has no name",
  silent:
    "Where the file of the address serves its reverse zone too, or that of the reverse zone has the address (missing-ptr); " +
    "for wildcards; where the reverse zone hands the address on, and " +
    "where the tree has the zone for the inside of a network only; each address is told once for a file",
  sources: ["RFC 1912 section 2.1"],
  fixable: "none",
  messages: {
    missing: {
      text: "{address} has no PTR: {zone} is served in the tree, and has no records for it",
      help: "add ^{reverse}:{name} to the file with {zone}",
    },
    unanswered: {
      text: "{address} has no PTR: {zone} is served in the tree from another file, which has no records for it, and what = writes here is never answered",
      help: "add ^{reverse}:{name} to the file with {zone}",
    },
    zone: { text: "{zone} is served from here" },
  },
  example: {
    bad:
      "==> a/root/data <==\n.example.org:192.0.2.1:ns.example.org\n+www.example.org:192.0.2.7\n" +
      "==> b/root/data <==\n.2.0.192.in-addr.arpa::ns.example.org\n^1.2.0.192.in-addr.arpa:ns.example.org\n",
    good:
      "==> a/root/data <==\n.example.org:192.0.2.1:ns.example.org\n+www.example.org:192.0.2.7\n" +
      "==> b/root/data <==\n.2.0.192.in-addr.arpa::ns.example.org\n^1.2.0.192.in-addr.arpa:ns.example.org\n" +
      "^7.2.0.192.in-addr.arpa:www.example.org\n",
  },
  on: {
    sites: ([first], report, withdraw) => {
      if (!first) return;
      const sources = zoneSources(first.tree);
      if (!sources.some(({ data }) => data.zones.holdReverseNames)) return;
      const zones = treeZones(first.tree);
      const known = new KnownAddresses();
      for (const source of sources) {
        withdrawUnanswered(source, zones, withdraw);
        if (isWhole(source)) checkAddresses(source, zones, known, report);
      }
    },
  },
});

const EQUALS = 61;

/** Whether the addresses have names is decided by the other file; parts of one file know nothing of each other. */
function withdrawUnanswered(source: ZoneSource, zones: TreeZones, withdraw: Withdraw): void {
  const { data } = source;
  if (!data.hasAuthority) return;
  for (const { first } of unansweredPointers(data).networks.values()) {
    const isServed = zones.around(networkText(data.records.target[first])).length > 0;
    if (isServed) withdraw("TD404", placeOf(source, data.ownerSpan(first)));
  }
}

function checkAddresses(source: ZoneSource, zones: TreeZones, known: KnownAddresses, report: SiteReport): void {
  const { data } = source;
  const { records } = data;
  const byNetwork = new Map<number, readonly ServedZone[]>();
  const told = new Set<number>();
  let hosts: ReadonlySet<number> | undefined;
  for (let row = 0; row < records.count; row++) {
    if (records.typeOf(row) !== TYPE.A || records.isWildcard(row)) continue;
    const address = records.target[row];
    if (told.has(address)) continue;
    told.add(address);
    const network = address >>> 8;
    const found = byNetwork.get(network) ?? reverseZones(address, zones);
    byNetwork.set(network, found);
    if (found.length === 0 || data.zones.fateOf(row).kind !== "served") continue;
    if (data.zones.fateOfReverse(address).kind !== "outside" || hasOwnName(address, data)) continue;
    if (found.some((zone) => !isWhole(zone.source) || knows(zone, address) || known.has(zone, address))) continue;
    const { file, span } = lineOfZone(found[0]);
    const params = {
      address: formatAddress(address),
      zone: found[0].name,
      reverse: reverseText(address),
      name: records.ownerText(row),
    };
    const at = placeOf(source, data.targetSpan(row));
    hosts ??= hostAddresses(data);
    const isUnanswered = hosts.has(address);
    if (
      !report({
        at,
        message: isUnanswered ? "unanswered" : "missing",
        params,
        related: [{ file, span, message: "zone", params }],
      })
    )
      return;
  }
}

/** What is said inside of a network about an address of the world is not what the world hears. */
function reverseZones(address: number, zones: TreeZones): readonly ServedZone[] {
  const found = zones.around(networkText(address));
  return isPublic(formatAddress(address)) && found.some(isInside) ? [] : found;
}

/** All addresses that the records of files hold: missing-ptr speaks of those in the file of the reverse zone. */
class KnownAddresses {
  private readonly byFile = new Map<ZoneData, ReadonlySet<number>>();

  has({ source: { data } }: ServedZone, address: number): boolean {
    const known = this.byFile.get(data) ?? addressesIn(data);
    this.byFile.set(data, known);
    return known.has(address);
  }
}

function addressesIn({ records }: ZoneData): ReadonlySet<number> {
  const found = new Set<number>();
  for (let row = 0; row < records.count; row++) {
    if (records.typeOf(row) === TYPE.A) found.add(records.target[row]);
  }
  return found;
}

/** The addresses of `=` lines. */
function hostAddresses({ records }: ZoneData): ReadonlySet<number> {
  const found = new Set<number>();
  for (let row = 0; row < records.count; row++) if (records.isHostAddress(row)) found.add(records.target[row]);
  return found;
}

/** Whether the file of an address has records for its reverse name, but for those that `=` lines make. */
function hasOwnName(address: number, { names, records }: ZoneData): boolean {
  const name = names.find(reverseName(address));
  for (let row = name === NO_NAME ? -1 : records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (records.letterCodeOf(row) !== EQUALS) return true;
  }
  return false;
}

/** Whether the file of a reverse zone has a record at the reverse name of an address. */
function hasName(address: number, { names, records }: ZoneData): boolean {
  const name = names.find(reverseName(address));
  return name !== NO_NAME && records.firstRow(name) >= 0;
}

/** Whether the file of a zone has records for the reverse name of an address, its own zone for it, or hands it on. */
function knows({ zone, source: { data } }: ServedZone, address: number): boolean {
  const fate = data.zones.fateOfReverse(address);
  if (fate.kind !== "served" || fate.zone !== zone) return true;
  return data.lookUp.hasWildcards || hasName(address, data);
}

/** The name of the network of 256 addresses that an address belongs to. */
function networkText(address: number): string {
  return reverseText(address).replace(/^\d+\./, "");
}

function reverseText(address: number): string {
  return `${formatAddress(address).split(".").reverse().join(".")}.in-addr.arpa`;
}
