import { printable } from "djblint-grammars/text";
import type { SiteObservation, SiteReport } from "../../check-site.js";
import { TYPE } from "../../compile/expand.js";
import { treeZones, zoneSources } from "../../model/site/site.js";
import { isInside, isWhole, placeOf } from "../../model/site/site-delegations.js";
import { type ServedZone, viewsOf, type ZoneSource } from "../../model/site/site-names.js";
import { EVERYWHERE } from "../../model/tinydns/location-code.js";
import { type NameId, NO_NAME, wireOf } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF404",
  name: "ptr-differs",
  language: "site",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "Two files that serve the same reverse zone give an address different names",
  why: "Which name a client sees is left to chance: it depends on which of the servers its resolver asks",
  silent:
    "For addresses that only one of the files names, for zones that are served to some locations only, and for files of " +
    "servers with private addresses",
  sources: ["RFC 1912 section 2.1", "RFC 1034 section 4.3.5"],
  fixable: "none",
  messages: {
    differs: {
      text: "{address} is {target} here, and {other} in another file that serves {zone}: which of the two a client sees is left to chance",
      help: "give the address one name, and serve the same data from both; other names of it go into + lines",
    },
    other: { text: "{address} is {other} here" },
  },
  example: {
    bad:
      "==> a/root/data <==\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^7.2.0.192.in-addr.arpa:www.example.org\n" +
      "==> b/root/data <==\n.2.0.192.in-addr.arpa:192.0.2.2:b.ns.example.org\n^7.2.0.192.in-addr.arpa:ftp.example.org\n",
    good:
      "==> a/root/data <==\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n^7.2.0.192.in-addr.arpa:www.example.org\n" +
      "==> b/root/data <==\n.2.0.192.in-addr.arpa:192.0.2.2:b.ns.example.org\n^7.2.0.192.in-addr.arpa:www.example.org\n",
  },
  on: {
    sites: ([first], report) => {
      if (!first) return;
      const sources = zoneSources(first.tree).filter((source) => isWhole(source) && source.data.zones.holdReverseNames);
      const zones = treeZones(first.tree);
      const done = new Set<ZoneSource>();
      const isComparable = (other: ServedZone) => isWhole(other.source) && !done.has(other.source) && isForAll(other);
      for (const source of sources.length > 1 ? sources : []) {
        const others = (zone: Zone): readonly ServedZone[] => {
          const name = source.data.names.text(zone.name);
          return isForAll({ name, zone, source }) ? zones.named(name).filter(isComparable) : [];
        };
        done.add(source);
        checkPointers(source, others, report);
      }
    },
  },
});

/** Whether any resolver may ask its servers, and gets the same from each as all others do. */
function isForAll({ zone, source }: ServedZone): boolean {
  const served = { name: "", zone, source };
  return !isInside(served) && viewsOf(served).every((view) => view === EVERYWHERE);
}

function checkPointers(source: ZoneSource, others: (zone: Zone) => readonly ServedZone[], report: SiteReport): void {
  const { records, names, zones } = source.data;
  const served = new Map<Zone, readonly ServedZone[]>();
  const told = new Set<NameId>();
  for (let row = 0; row < records.count; row++) {
    const owner = records.owner[row];
    if (records.typeOf(row) !== TYPE.PTR || told.has(owner) || names.addressOfReverse(owner) < 0) continue;
    const fate = zones.fateOf(row);
    if (fate.kind !== "served") continue;
    const known = served.get(fate.zone) ?? others(fate.zone);
    served.set(fate.zone, known);
    if (known.length === 0) continue;
    told.add(owner);
    const found = differenceAt(owner, source, known);
    if (found && !report(observation(row, source, found))) return;
  }
}

interface Difference {
  readonly zone: ServedZone;
  readonly row: Row;
}

/** A PTR of another file, when that has some for the address and not the same. */
function differenceAt(owner: NameId, source: ZoneSource, others: readonly ServedZone[]): Difference | undefined {
  const labels = source.data.names.labels(owner);
  const own = pointersAt(owner, source);
  for (const zone of others) {
    const there = pointersAt(zone.source.data.names.find(wireOf(labels)), zone.source);
    const other = there.find(({ target }) => own.every((each) => each.target !== target));
    if (other && own.length > 0) return { zone, row: other.row };
  }
  return undefined;
}

function pointersAt(name: NameId, { data: { names, records } }: ZoneSource): { row: Row; target: string }[] {
  if (name === NO_NAME) return [];
  return records.rowsOfType(name, TYPE.PTR).map((row) => ({ row, target: names.text(records.target[row]) }));
}

function observation(row: Row, source: ZoneSource, { zone, row: there }: Difference): SiteObservation {
  const { names, records } = source.data;
  const other = zone.source.data;
  const params = {
    address: formatAddress(names.addressOfReverse(records.owner[row])),
    target: printable(names.text(records.target[row])),
    other: printable(other.names.text(other.records.target[there])),
    zone: printable(zone.name),
  };
  return {
    at: placeOf(source, source.data.targetSpan(row)),
    message: "differs",
    params,
    related: [{ ...placeOf(zone.source, other.targetSpan(there)), message: "other", params }],
  };
}
