import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import type { RecordTable, Row } from "../../model/tinydns/records.js";
import { Notice } from "../../model/tinydns/scalars.js";
import { typeName } from "../../model/tinydns/stored-record.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { isServerLine, isWhole } from "./record-set.js";

export default defineRule({
  code: "TD211",
  name: "rrset-ttl-mismatch",
  language: "tinydns",
  severity: "info",
  category: "record sets",
  since: "0.1",
  what: "Records of one name and type have different ttls",
  why: "tinydns gives all addresses in an answer the ttl of the last of them; for other types caches take the smallest, or drop the records at different times",
  silent:
    "For records with a timestamp, for records that no client sees together, for the addresses that server lines bring along, for the same record twice (duplicate-record), for lines with a number that is misread (ttl-not-a-number, ip-trailing-garbage), and for " +
    "PTR records that no zone of the file answers (ptr-outside-zones)",
  sources: ["RFC 2181 section 5.2", "tinydns specification Q8, trap T79"],
  fixable: "none",
  messages: {
    addresses: {
      text: "the addresses of {name} have different ttls, {ttl} and {last}: tinydns sends all of them with {last}, the ttl of the last line",
      help: "give all of them the same ttl",
    },
    records: {
      text: "the {type} records of {name} have different ttls, {ttl} and {last}: caches may take the smaller one for all of them",
      help: "give all of them the same ttl",
    },
    last: { text: "ttl {last}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:300\n+www.example.org:192.0.2.8:600\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:300\n+www.example.org:192.0.2.8:300\n",
  },
  on: {
    name: {
      check: (name, data, report) => {
        const { records, names, zones } = data;
        if (!mayDiffer(name, records)) return;
        if (data.hasAuthority && zones.fate(name).kind === "outside" && names.addressOfReverse(name) >= 0) return;
        const lasts = new Map<number, Row>();
        const rows = [...records.rowsOf(name)].filter((row) => counts(row, data));
        for (const row of rows) lasts.set(setOf(row, records), row);
        const told = new Set<number>();
        for (const row of rows) {
          const set = setOf(row, records);
          const last = lasts.get(set)!;
          const type = records.typeOf(row);
          if (told.has(set) || records.ttlOf(row) === records.ttlOf(last) || isSameRecord(row, last, records)) continue;
          told.add(set);
          const params = {
            name: names.text(name),
            type: typeName(type),
            ttl: records.ttlOf(row),
            last: records.ttlOf(last),
          };
          report({
            at: data.ttlSpan(row),
            message: type === TYPE.A ? "addresses" : "records",
            params,
            related: [{ span: data.ttlSpan(last), message: "last", params }],
          });
        }
      },
    },
  },
});

/** Rows of a name that are compared pair by pair. */
const FEW = 8;

/** Whether two records of a type have different ttls, as far as the columns tell; most names are done with here. */
function mayDiffer(name: NameId, records: RecordTable): boolean {
  let count = 0;
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (++count > FEW) return true;
    for (let other = records.nextRow(row); other >= 0; other = records.nextRow(other)) {
      if (records.ttlOf(row) === records.ttlOf(other)) continue;
      const type = records.typeOf(row);
      if (type === records.typeOf(other) && type !== TYPE.SOA) return true;
    }
  }
  return false;
}

/** Type and location in one number. */
function setOf(row: Row, records: RecordTable): number {
  return records.typeOf(row) * 0x10000 + records.locationOf(row);
}

/** Whether two addresses or names are one and the same: duplicate-record tells. */
function isSameRecord(row: Row, other: Row, records: RecordTable): boolean {
  return isWhole(records.typeOf(row)) && records.target[row] === records.target[other];
}

/** The address in a server line has the ttl of that line, which is about the NS or MX. */
function counts(row: Row, data: ZoneData): boolean {
  const { records } = data;
  const type = records.typeOf(row);
  if (records.timestamps.has(row) || type === TYPE.SOA) return false;
  return (type !== TYPE.A || !isServerLine(row, data)) && !isMisread(row, data);
}

/** Whether a number, an address or a name of the line is read otherwise than it looks, so that its ttl may be none: other rules tell. */
function isMisread(row: Row, data: ZoneData): boolean {
  const notices = data.records.noticed.of(data.records.line[row]);
  if ((notices & (Notice.NumberMissing | Notice.NumberWraps | Notice.OddByte)) !== 0) return true;
  if ((notices & (Notice.NumberRest | Notice.AddressRest)) === 0) return false;
  return data.lineOf(row).fields.some((field) => NUMBER_AND_MORE.test(data.text.slice(field)));
}

/** Digits or an address, and behind them neither a comment nor what does no harm. */
const NUMBER_AND_MORE = /^\d[\d.]*(?![\d.])(?!s?[\s;,]*(#.*)?$)/;
