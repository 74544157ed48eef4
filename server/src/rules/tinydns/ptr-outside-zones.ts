import { TYPE } from "../../compile/expand.js";
import { type NameId, NO_NAME } from "../../model/name-table.js";
import type { Row } from "../../model/records.js";
import type { ZoneData } from "../../model/zone-data.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD404",
  name: "ptr-outside-zones",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "The PTR records that = lines make lie in no zone of this file",
  why: "tinydns never answers for them; whether the addresses have names is decided by whoever serves the reverse zone",
  silent: "When the file has no zone at all; each network of 256 addresses is told once",
  sources: ["tinydns specification Q5, R5, trap T62"],
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
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n=www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n=www.example.org:192.0.2.7\n",
  },
  on: {
    file: (data, report) => {
      if (!data.hasAuthority) return;
      for (const { first, count } of unansweredByNetwork(data).values()) {
        const labels = data.names.labels(data.records.owner[first]);
        const octets = labels.slice(0, 4).reverse();
        const goesOn = report({
          at: data.ownerSpan(first),
          message: count === 1 ? "one" : "many",
          params: {
            count,
            address: octets.join("."),
            network: `${octets.slice(0, 3).join(".")}.0/24`,
            reverse: labels.join("."),
            zone: labels.slice(1).join("."),
          },
        });
        if (!goesOn) return;
      }
    },
  },
});

const EQUALS = 61;

/** The PTR rows of host lines that no zone covers, by the name of their network. */
function unansweredByNetwork(data: ZoneData): Map<NameId, { first: Row; count: number }> {
  const { records, names, zones } = data;
  const networks = new Map<NameId, { first: Row; count: number }>();
  let last = NO_NAME;
  let known: { first: Row; count: number } | undefined;
  for (let row = 0; row < records.count; row++) {
    if (records.type[row] !== TYPE.PTR || records.letter[row] !== EQUALS) continue;
    if (zones.fateOf(row).kind !== "outside") continue;
    const network = names.parent(records.owner[row]);
    // Neighbouring lines are mostly about neighbouring addresses.
    if (network !== last) known = networks.get(network);
    last = network;
    if (known) known.count++;
    else {
      known = { first: row, count: 1 };
      networks.set(network, known);
    }
  }
  return networks;
}
