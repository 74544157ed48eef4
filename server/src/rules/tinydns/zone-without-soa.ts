import { printable } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import { EVERYWHERE, formatLocation } from "../../model/tinydns/location-code.js";
import { type NameId, NO_NAME, ROOT } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { serversOf, type ZoneServer } from "../../model/tinydns/zone-servers.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule, type Fix } from "../rule.js";

export default defineRule({
  code: "TD301",
  name: "zone-without-soa",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A zone has name servers but no SOA, and no other server that it could be delegated to is in sight",
  why: "Without an SOA an NS record is a delegation: tinydns answers every question below the name with a referral, to itself if it is the server, and resolvers get nowhere",
  silent:
    "For a file without any zone whose name servers stand alone: that is a part of another file; for referrals to the servers of the root; for names that no host can have (invalid-host-name) or that are very likely misspelt (misspelt-zone)",
  sources: ["tinydns specification Q5, Q6, trap T60"],
  fixable: "unsafe",
  messages: {
    referral: {
      text: "{zone} has no SOA: tinydns answers nothing below it itself and refers every question{whose} to {server}",
      help: "if this server is to serve {zone}, write . instead of & in one of its lines",
    },
    self: {
      text: "{zone} has no SOA and its server is a server of {parent} too: tinydns refers every question below {zone}{whose} to itself",
      help: "write . instead of & to serve {zone} here",
    },
    authority: { text: "Serve {zone} from this file" },
  },
  example: {
    bad: "&example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      const { records, names } = data;
      const suspects = data.zones.all().filter(({ name, soaCount }) => soaCount === 0 && name !== ROOT);
      if (suspects.length === 0) return;
      const inhabited = data.hasAuthority ? undefined : zonesWithRecords(data);
      for (const zone of suspects) {
        const parent = parentOf(zone, data);
        if (parent ? !hasSameServers(zone, parent, data) : inhabited && !inhabited.has(zone.name)) continue;
        // What is wrong with the name is told by rules about names.
        if (!USUAL_NAME.test(names.text(zone.name)) || data.isInZoneSlip(zone)) continue;
        if (!parent && isBelowReferral(zone, data)) continue;
        const row = zone.servers[0];
        const params = {
          zone: names.text(zone.name),
          server: names.text(records.target[row]),
          parent: parent ? names.text(parent.name) : "",
          whose: zone.isCut(EVERYWHERE) ? "" : ` from clients of the location ${locationsOf(zone, data)}`,
        };
        const { start } = data.lineOf(row);
        const edits = [{ span: { start, end: start + 1 }, newText: "." }];
        const fixes: Fix[] = [{ title: "authority", params, safety: "unsafe", edits }];
        if (!report({ at: data.ownerSpan(row), message: parent ? "self" : "referral", params, fixes })) return;
      }
    },
  },
});

const USUAL_NAME = /^[\w*./-]+$/;

/** Those whose clients alone see the delegation. */
function locationsOf({ servers }: Zone, { records }: ZoneData): string {
  const codes = new Set(servers.map((row) => printable(formatLocation(records.locationOf(row)))));
  return [...codes].slice(0, 5).join(", ");
}

/** The zone of this file that a delegation belongs to. */
function parentOf(zone: Zone, { zones, names }: ZoneData): Zone | undefined {
  const above = names.parent(zone.name);
  const fate = above === NO_NAME ? undefined : zones.fate(above);
  return fate?.kind === "served" ? fate.zone : undefined;
}

/** Whether a delegation stands above, which is told instead. */
function isBelowReferral(zone: Zone, { zones, names }: ZoneData): boolean {
  const above = names.parent(zone.name);
  return above !== NO_NAME && zones.fate(above).kind === "delegated";
}

/** Zones in which other names or types than their servers and the addresses of these have records. */
function zonesWithRecords(data: ZoneData): Set<NameId> {
  const { records, zones } = data;
  const found = new Set<NameId>();
  for (let row: Row = 0; row < records.count; row++) {
    const type = records.typeOf(row);
    if (type === TYPE.NS || (type === TYPE.A && data.isAddressAsked(records.owner[row]))) continue;
    const fate = zones.fateOf(row);
    if (fate.kind === "delegated") found.add(fate.zone.name);
  }
  return found;
}

/** Whether all servers of the parent are servers of the child too, by name or by address: this server is one of them. */
function hasSameServers(child: Zone, parent: Zone, data: ZoneData): boolean {
  if (parent.serverCount > child.serverCount && serversAtLeast(parent, data) > child.serverCount) return false;
  const mine = serversOf(child, data);
  const theirs = serversOf(parent, data);
  return theirs.length <= mine.length && theirs.every((server) => mine.some((each) => isSame(each, server, data)));
}

/** How many servers a zone with few NS records has; at least one for others. Most delegations have less and are done with. */
function serversAtLeast({ name, serverCount }: Zone, { records }: ZoneData): number {
  const { target } = records;
  if (serverCount > FEW) return 1;
  let count = 0;
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (records.typeOf(row) !== TYPE.NS) continue;
    let earlier = records.firstRow(name);
    while (records.typeOf(earlier) !== TYPE.NS || target[earlier] !== target[row]) earlier = records.nextRow(earlier);
    if (earlier === row) count++;
  }
  return count;
}

const FEW = 8;

function isSame(a: ZoneServer, b: ZoneServer, { records }: ZoneData): boolean {
  const { target } = records;
  return a.name === b.name || a.addresses.some((row) => b.addresses.some((other) => target[row] === target[other]));
}
