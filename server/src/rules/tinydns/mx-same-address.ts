import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { formatAddress } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { addressesOf } from "../../model/tinydns/zone-servers.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD413",
  name: "mx-same-address",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "Two mail exchangers of a domain have the same address, or one is named with two distances",
  why: "A second name for one host is no backup: when it is down, senders try it twice and wait all the same",
  silent:
    "For exchangers whose address is not in this file or whose name is very likely misspelt (misspelt-target), and for records that no client sees together",
  sources: ["RFC 5321 section 5.1"],
  fixable: "none",
  messages: {
    same: {
      text: "{server} and {other} have the same address {address}: mail for {owner} depends on one host",
      help: "remove one of the lines, or name another host",
    },
    other: { text: "{other} has {address} too" },
    twice: {
      text: "{server} is a mail exchanger of {owner} twice, with the distances {first} and {distance}",
      help: "remove one of the lines, or name another host",
    },
    before: { text: "{server} with the distance {first}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org:192.0.2.7:a:10\n@example.org:192.0.2.7:b:20\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.7:a:10\n@example.org:198.51.100.7:b:20\n",
  },
  on: {
    name: {
      type: TYPE.MX,
      several: true,
      check: (name, data, report) => {
        const { records, names } = data;
        // misspelt-target tells.
        const rows = records.rowsOfType(name, TYPE.MX).filter((row) => !data.likelySlips.has(records.target[row]));
        const firsts = new Map<number, Row>();
        const byServer = new Map<NameId, Row>();
        for (const row of rows) {
          const server = records.target[row];
          const before = byServer.get(server);
          if (before === undefined) byServer.set(server, row);
          else if (distanceOf(before, data) !== distanceOf(row, data) && records.coexist(before, row)) {
            const params = {
              server: names.text(server),
              owner: names.text(name),
              first: distanceOf(before, data),
              distance: distanceOf(row, data),
            };
            report({
              at: data.targetSpan(row),
              message: "twice",
              params,
              related: [{ span: data.targetSpan(before), message: "before", params }],
            });
          }
          for (const each of addressesOf(records.target[row], row, data)) {
            const address = records.target[each];
            const first = firsts.get(address);
            if (first === undefined) firsts.set(address, row);
            else if (records.target[first] !== records.target[row] && records.coexist(first, row)) {
              const params = {
                server: names.text(records.target[row]),
                other: names.text(records.target[first]),
                address: formatAddress(address),
                owner: names.text(name),
              };
              report({
                at: data.targetSpan(row),
                message: "same",
                params,
                related: [{ span: data.targetSpan(first), message: "other", params }],
              });
              break;
            }
          }
        }
      },
    },
  },
});

function distanceOf(row: Row, { records }: ZoneData): number {
  const [high, low] = records.rdata(row);
  return high * 256 + low;
}
