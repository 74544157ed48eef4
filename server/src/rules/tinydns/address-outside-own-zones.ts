import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import { Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { numberAtEnd } from "./number-at-end.js";
import { hasOddByte } from "./odd-name.js";

export default defineRule({
  code: "TD142",
  name: "address-outside-own-zones",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A line gives an address to a server whose name lies outside the zones of this file",
  why: "tinydns sends the address along with other answers, where resolvers ignore it or are misled by it, and never answers a question for it; when the other side moves the server, this copy goes stale",
  silent:
    "When the file has no zone at all, for names inside a zone that is delegated here, for a single label (bare-label-target), for names that are none (invalid-host-name, no-such-top-level) or very likely misspelt (misspelt-target), for servers inside of a domain that is outside too (record-outside-zones), and for records whose time is over (record-expired)",
  sources: ["tinydns specification Q5, Q11", "RFC 2181 section 5.4.1"],
  fixable: "unsafe",
  messages: {
    foreign: {
      text: "{name} is outside the zones of this file: its address {address} is published here all the same, and never asked for here",
      help: "leave the address to those who serve {name}: {letter}fqdn::x",
    },
    remove: { text: "Remove the address of {name}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org:198.51.100.7:mail.example.net:10\n",
    good: ".example.org:192.0.2.1:a\n@example.org::mail.example.net:10\n",
  },
  on: {
    record: {
      types: [TYPE.A],
      watch: Trait.Outside,
      check: (row, data, report) => {
        if (!data.hasAuthority || !data.isServerAddress(row) || data.records.isExpired(row, data.now)) return;
        // Clients of another location are served the zone that the name lies in.
        if (data.zones.fate(data.records.owner[row]).kind !== "outside") return;
        const name = data.records.ownerText(row);
        // An address in the place of the name, a single label, or no owner: target-is-ip, bare-label-target and empty-owner tell.
        if (/^\d+(\.\d+){3}$/.test(name) || data.names.isTopLevel(data.records.owner[row])) return;
        // misspelt-target and no-such-top-level tell.
        if (data.likelySlips.has(data.records.owner[row]) || numberAtEnd(data.records.owner[row], data.names)) return;
        const line = data.lineOf(row);
        if (data.fieldText(line, 0) === "" || hasOddByte(line, data) || isOutsideToo(row, data)) return;
        const address = data.targetSpan(row);
        report({
          at: address,
          message: "foreign",
          params: { name, address: formatAddress(data.records.target[row]), letter: line.type!.letter },
          fixes: [{ title: "remove", params: { name }, safety: "unsafe", edits: [{ span: address, newText: "" }] }],
        });
      },
    },
  },
});

/** Whether the domain that the line is about is outside of all zones like its server, which is inside of it. */
function isOutsideToo(row: Row, { records, names, zones }: ZoneData): boolean {
  const owner = records.owner[records.rowsOfLine(records.line[row])[0]];
  return names.isWithin(records.owner[row], owner) && zones.fate(owner).kind === "outside";
}
