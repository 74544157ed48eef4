import { TYPE } from "../../compile/expand.js";
import { type NameId, NO_NAME } from "../../model/tinydns/name-table.js";
import { typeName } from "../../model/tinydns/stored-record.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule } from "../rule.js";

const ADDRESS = 1;

export default defineRule({
  code: "TD304",
  name: "occluded-record",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A record stands at or below a name that is delegated",
  why: "tinydns answers every question from there with a referral; the record is never served",
  silent:
    "For addresses of name servers and mail exchangers, which are sent along (glue); for records whose time is over (record-expired); when the delegation itself is in no zone of this file, and when it names the record in its address field (record-dropped)",
  sources: ["tinydns specification Q5, Q6, trap T61"],
  fixable: "none",
  messages: {
    hidden: {
      text: "{name} {type} is never served: {zone} is delegated, and tinydns only refers to its name servers",
      help: "move the record to the servers of {zone}, or give {zone} an SOA (a . line) to serve it here",
    },
    delegation: { text: "{zone} is delegated here" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n&sub.example.org:192.0.2.2:a\n+www.sub.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n.sub.example.org:192.0.2.1:a\n+www.sub.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      const { records, names, zones } = data;
      for (const row of data.traits.rowsWith(Trait.Hidden)) {
        const fate = zones.fateOf(row);
        if (fate.kind !== "delegated" || records.isExpired(row, data.now)) continue;
        const type = records.typeOf(row);
        const owner = records.owner[row];
        if (type === TYPE.NS && owner === fate.zone.name) continue;
        if (isSentAlong(type, data) && data.isAddressAsked(owner)) continue;
        if (isNamedByDelegation(records.ownerText(row), fate.zone, data)) continue;
        if (!isBelowServed(fate.zone.name, data) || !isLasting(fate.zone, data)) continue;
        const zone = names.text(fate.zone.name);
        const goesOn = report({
          at: data.ownerSpan(row),
          message: "hidden",
          params: { name: records.ownerText(row), type: typeName(type), zone },
          tags: ["unnecessary"],
          related: [{ span: data.ownerSpan(fate.zone.servers[0]), message: "delegation", params: { zone } }],
        });
        if (!goesOn) return;
      }
    },
  },
});

/** Whether the server adds records of a type to a referral; with AAAA some of the IPv6 family do so, others not. */
function isSentAlong(type: number, { dialect }: ZoneData): boolean {
  return type === TYPE.A || (type === TYPE.AAAA && dialect === "ipv6");
}

/** Whether a line of the delegation has the name in its address field: record-dropped tells. */
function isNamedByDelegation(name: string, { servers }: Zone, data: ZoneData): boolean {
  return servers.some(
    (server) => data.fieldText(data.lineOf(server), ADDRESS).toLowerCase().replace(/\.$/, "") === name,
  );
}

/** Whether a delegation is there from now on: it is neither still to come nor has it an end. */
function isLasting({ servers }: Zone, { records, now }: ZoneData): boolean {
  return servers.some((server) => records.isLasting(server, now));
}

/** Whether a delegation is in a zone of this file, perhaps below other delegations from it. */
function isBelowServed(name: NameId, { records: { names }, zones }: ZoneData): boolean {
  for (let above = names.parent(name); above !== NO_NAME; above = names.parent(above)) {
    if (zones.isServed(above)) return true;
  }
  return false;
}
