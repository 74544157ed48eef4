import type { RecordTable, Row } from "../../model/tinydns/records.js";
import { tai64OfUnix } from "../../model/tinydns/scalars.js";
import { formatTai64 } from "../../model/tinydns/stored-record.js";
import { writtenTimestamps } from "../../model/tinydns/written-timestamps.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD124",
  name: "time-to-die",
  language: "tinydns",
  severity: "info",
  category: "coercion",
  since: "0.1",
  what: "A line has ttl 0 and a timestamp in the future",
  why: "With ttl 0 the timestamp is the end of the record, not its start; until then answers carry a falling ttl",
  silent:
    "When the end has passed: that is told by record-expired; when another record of the same name begins at that time: a change that is planned",
  sources: ["tinydns-data(8)", "tinydns specification Q4, trap T52"],
  fixable: "none",
  messages: {
    ends: {
      text: "with ttl 0 this timestamp is an end: the record is visible until {time} and gone afterwards",
      help: "for a record that begins then, write a ttl other than 0, or leave the ttl empty",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:0:4000000080000000\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:300:4000000080000000\n",
  },
  on: {
    file: (data, report) => {
      const now = tai64OfUnix(data.now);
      for (const { row, field, stamp } of writtenTimestamps(data, (time, isEnd) => isEnd && time >= now)) {
        if (isFollowed(row, stamp, data.records)) continue;
        if (!report({ at: field, message: "ends", params: { time: formatTai64(stamp) } })) return;
      }
    },
  },
});

/** Of a name with thousands of records, so many are looked at for one that follows. */
const LOOKED_AT = 64;

/** Whether another record of the same name begins at the moment at which a record ends. */
function isFollowed(ending: Row, end: bigint, records: RecordTable): boolean {
  let row = records.firstRow(records.owner[ending]);
  for (let looked = 0; row >= 0 && looked < LOOKED_AT; looked++, row = records.nextRow(row)) {
    if (records.ttlOf(row) !== 0 && records.timestamps.get(row) === end) return true;
  }
  return false;
}
