import { TYPE } from "../../compile/expand.js";
import { EVERYWHERE, type LocationCode } from "../../model/tinydns/location-code.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { Row } from "../../model/tinydns/records.js";
import { tai64OfUnix } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

/** Specification Q8. */
const MOST = 8;

export default defineRule({
  code: "TD143",
  name: "more-than-eight-addresses",
  language: "tinydns",
  severity: "info",
  category: "record sets",
  since: "0.1",
  what: "A name has more than eight addresses",
  why: "tinydns puts eight of them into an answer, another choice each time",
  silent: "When no client sees more than eight of them at a time",
  sources: ["tinydns(8)", "tinydns specification Q8, trap T80"],
  fixable: "none",
  messages: {
    many: {
      text: "{name} has {count} addresses: tinydns gives a random eight of them in each answer",
      help: "that may be what you want; a client that needs all of them does not get them",
    },
  },
  example: {
    bad: `.example.org:192.0.2.1:a\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `+www.example.org:192.0.2.${n}\n`).join("")}`,
    good: `.example.org:192.0.2.1:a\n${[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `+www.example.org:192.0.2.${n}\n`).join("")}`,
  },
  on: {
    name: {
      type: TYPE.A,
      several: true,
      check: (name, data, report) => {
        const { records } = data;
        let count = 0;
        for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
          if (records.typeOf(row) === TYPE.A) count++;
        }
        if (count <= MOST) return;
        const rows = largestView(name, data);
        if (rows.length <= MOST) return;
        report({
          at: data.ownerSpan(rows[MOST]),
          message: "many",
          params: { name: records.ownerText(rows[0]), count: rows.length },
        });
      },
    },
  },
});

/** The addresses that clients of that location see now which sees most. */
function largestView(name: NameId, { records, now }: ZoneData): Row[] {
  const moment = tai64OfUnix(now);
  const byLocation = new Map<LocationCode, Row[]>([[EVERYWHERE, []]]);
  for (const row of records.rowsOf(name)) {
    const [start, end] = records.life(row);
    if (records.typeOf(row) !== TYPE.A || start > moment || end < moment) continue;
    const rows = byLocation.get(records.locationOf(row));
    if (rows) rows.push(row);
    else byLocation.set(records.locationOf(row), [row]);
  }
  const everywhere = byLocation.get(EVERYWHERE)!;
  byLocation.delete(EVERYWHERE);
  let largest: Row[] = [];
  for (const rows of byLocation.values()) if (rows.length > largest.length) largest = rows;
  return [...everywhere, ...largest];
}
