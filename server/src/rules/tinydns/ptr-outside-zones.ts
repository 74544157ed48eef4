import type { Span } from "djblint-grammars/text";
import { formatName, NO_NAME, reverseName, wireOf } from "../../model/tinydns/name-table.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { type ClasslessPointer, unansweredPointers } from "../../model/tinydns/unanswered-pointers.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import type { Zone } from "../../model/tinydns/zones.js";
import { defineRule, type Observation, type Params } from "../rule.js";

export default defineRule({
  code: "TD404",
  name: "ptr-outside-zones",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "The PTR records that = lines make lie in no zone of this file",
  why: "tinydns never answers for them; whether the addresses have names is decided by whoever serves the reverse zone",
  silent:
    "When the file has no zone at all, when another file of the tree serves the reverse zone (missing-ptr-elsewhere looks at " +
    "what that has), when a zone for a part of the network (RFC 2317) has a record for the address, for addresses that " +
    "no host has (address-of-no-host), and for records whose time is over (record-expired); " +
    "each network of 256 addresses is told once",
  sources: ["tinydns specification Q5, R5, trap T62", "RFC 2317 section 4"],
  fixable: "none",
  messages: {
    one: {
      text: "the PTR of {address} is never answered: no zone of this file covers {reverse}",
      help: "add a line .{zone}:ip:x if this server is to serve the reverse zone; otherwise + says the same as =",
    },
    many: {
      text: "the PTR records of {count} addresses in {network} are never answered: no zone of this file covers {reverse}",
      help: "add a line .{zone}:ip:x if this server is to serve the reverse zone; otherwise + says the same as =",
    },
    order: {
      text: "{wrong} does not hold the PTR records of {network}, which are never answered: those lie in {zone}",
      help: "write {zone}: reverse names begin with the last number",
      severity: "warning",
    },
    made: { text: "{address} lies in {network}" },
    alias: {
      text: "the PTR of {address} is never answered: no zone of this file covers {reverse}, and {alias}, where an alias there leads to (RFC 2317), has no records",
      help: "add ^{alias}:{name}, and make this a + line",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n=www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n=www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      if (!data.hasAuthority) return;
      const { networks, aliases } = unansweredPointers(data);
      for (const alias of aliases) if (!report(ofAlias(alias, data))) return;
      const told = new Set<Zone>();
      for (const { first, count } of networks.values()) {
        const address = formatAddress(data.records.target[first]);
        const [octet, ...network] = address.split(".").reverse();
        const zone = [...network, "in-addr", "arpa"].join(".");
        const params = {
          count,
          address,
          network: `${[...network].reverse().join(".")}.0/24`,
          reverse: `${octet}.${zone}`,
          zone,
        };
        const at = data.ownerSpan(first);
        const inOrder = zoneInOrder([...network].reverse(), data);
        if (inOrder === undefined) {
          if (!report({ at, message: count === 1 ? "one" : "many", params })) return;
        } else if (!told.has(inOrder.zone)) {
          told.add(inOrder.zone);
          if (!report(ofOrder(inOrder, params, at, data))) return;
        }
      }
    },
  },
});

interface ZoneInOrder {
  readonly zone: Zone;
  readonly numbers: readonly string[];
}

/** The zone whose name has the numbers of a network in the order of the address. */
function zoneInOrder(network: readonly string[], { names, zones }: ZoneData): ZoneInOrder | undefined {
  for (const numbers of [[...network, "0"], network, network.slice(0, 2)]) {
    const name = names.find(wireOf([...numbers, "in-addr", "arpa"]));
    const zone = name === NO_NAME ? undefined : zones.at(name);
    if (zone?.isAuthoritySomewhere()) return { zone, numbers };
  }
  return undefined;
}

function ofOrder({ zone, numbers }: ZoneInOrder, params: Params, at: Span, data: ZoneData): Observation {
  const meant = numbers.slice(0, 3).reverse();
  const network = `${[...meant].reverse().join(".")}.0${meant.length === 3 ? "/24" : ".0/16"}`;
  const ofZone = {
    ...params,
    network,
    wrong: data.names.text(zone.name),
    zone: [...meant, "in-addr", "arpa"].join("."),
  };
  return {
    at: data.ownerSpan(zone.soas[0]),
    message: "order",
    params: ofZone,
    related: [{ span: at, message: "made", params: ofZone }],
  };
}

function ofAlias({ row, zone }: ClasslessPointer, data: ZoneData): Observation {
  const { names, records } = data;
  const address = records.target[row];
  const params = {
    address: formatAddress(address),
    reverse: formatName(reverseName(address)),
    alias: `${address & 255}.${names.text(zone)}`,
    name: names.text(records.owner[row]),
  };
  return { at: data.ownerSpan(row), message: "alias", params };
}
