import { decodeLatin1 } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { RecordTable, Row } from "../../model/tinydns/records.js";
import { shortRdata, typeName } from "../../model/tinydns/stored-record.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule, type Fix } from "../rule.js";
import { isLocationLost } from "./lost-location.js";
import { nameForAddress } from "./name-for-address.js";
import { isServerLine, isWhole } from "./record-set.js";

export default defineRule({
  code: "TD201",
  name: "duplicate-record",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "A record is there more than once",
  why: "tinydns merges nothing: it sends the record as often as it is written, and answers grow; often another name or address was meant",
  silent:
    "For the addresses that server lines bring along, which is the usual way to name one server in several lines; for records that no client sees together, and for the SOA (conflicting-soa)",
  sources: ["tinydns specification V4, Q7, trap T78"],
  fixable: "unsafe",
  messages: {
    repeated: {
      text: "{name} {type} {data} is published again: tinydns sends duplicates as they are written",
      help: "remove the line, or correct it if another name or address was meant",
    },
    first: { text: "the same record" },
    remove: { text: "Remove the line" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n+www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n+www.example.org:192.0.2.8\n",
  },
  on: {
    name: {
      check: (name, data, report) => {
        const { records } = data;
        if (!mayRepeat(name, records)) return;
        const firsts = new Map<string, Row>();
        for (const row of records.rowsOf(name)) {
          if (records.typeOf(row) === TYPE.SOA) continue;
          const key = keyOf(row, records);
          const first = firsts.get(key);
          if (first === undefined || !records.coexist(first, row)) firsts.set(key, row);
          else if (!isExpected(first, row, data)) {
            report({
              at: data.ownerSpan(row),
              message: "repeated",
              params: {
                name: records.ownerText(row),
                type: typeName(records.typeOf(row)),
                data: shortRdata(records.typeOf(row), records.rdata(row)),
              },
              related: [{ span: data.ownerSpan(first), message: "first" }],
              fixes: removal(row, data),
            });
          }
        }
      },
    },
  },
});

/** Rows of a name that are compared pair by pair; with more of them a table is the cheaper way. */
const FEW = 8;

/** Whether two rows look alike as far as the columns tell. Most names are done with here. */
function mayRepeat(name: NameId, records: RecordTable): boolean {
  const { target } = records;
  let count = 0;
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (++count > FEW) return true;
    for (let other = records.nextRow(row); other >= 0; other = records.nextRow(other)) {
      if (target[row] !== target[other] || records.typeOf(row) !== records.typeOf(other)) continue;
      if (records.locationOf(row) === records.locationOf(other)) return true;
    }
  }
  return false;
}

/** Type, location and data; the columns hold all of the data of records that are one name or one address. */
function keyOf(row: Row, records: RecordTable): string {
  const type = records.typeOf(row);
  const columns = `${type} ${records.locationOf(row)} ${records.target[row]}`;
  if (isWhole(type) && records.target[row] !== 0) return columns;
  const rdata = records.rdata(row);
  return `${columns} ${decodeLatin1(rdata, 0, rdata.length)}`;
}

/** Not worth a word: a record for other clients whose location is lost, a server's address beside another line, the PTR of a repeated host line, and server names that are numbers by a slip. */
function isExpected(first: Row, row: Row, data: ZoneData): boolean {
  const type = data.records.typeOf(row);
  if (isLocationLost(row, first, data)) return true;
  if (type === TYPE.A) return isServerLine(first, data) || isServerLine(row, data);
  if (type === TYPE.NS || type === TYPE.MX) return nameForAddress(data.lineOf(row), data) !== undefined;
  return type === TYPE.PTR && data.letterOf(row) !== "^" && data.letterOf(first) === data.letterOf(row);
}

function removal(row: Row, data: ZoneData): Fix[] {
  const { records, text } = data;
  const line = records.line[row];
  if (records.isHostAddress(row) || records.rowsOfLine(line).length > 1) return [];
  const span = { start: text.lines.start(line), end: text.lines.start(line + 1) };
  return [{ title: "remove", safety: "unsafe", edits: [{ span, newText: "" }] }];
}
