import type { ClasslessName } from "../../model/tinydns/classless-zones.js";
import { formatName, reverseName } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { unansweredPointers } from "../../model/tinydns/unanswered-pointers.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Observation } from "../rule.js";

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
    "what that has), and when a zone for a part of the network (RFC 2317) has a record for the address; " +
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
      for (const { row, alias } of aliases) if (!report(ofAlias(row, alias, data))) return;
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
        if (!report({ at: data.ownerSpan(first), message: count === 1 ? "one" : "many", params })) return;
      }
    },
  },
});

function ofAlias(row: Row, alias: ClasslessName, data: ZoneData): Observation {
  const { names, records } = data;
  const address = records.target[row];
  const params = {
    address: formatAddress(address),
    reverse: formatName(reverseName(address)),
    alias: alias.text,
    name: names.text(records.owner[row]),
  };
  return { at: data.ownerSpan(row), message: "alias", params };
}
