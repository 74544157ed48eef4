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
      const { records } = data;
      const now = tai64OfUnix(data.now);
      const starts = new Set<string>();
      for (const row of records.timestamps.all()) {
        if (records.ttlOf(row) !== 0) starts.add(`${records.owner[row]} ${records.timestamps.get(row)}`);
      }
      for (const { row, field, stamp } of writtenTimestamps(data, (time, isEnd) => isEnd && time >= now)) {
        if (starts.has(`${records.owner[row]} ${stamp}`)) continue;
        if (!report({ at: field, message: "ends", params: { time: formatTai64(stamp) } })) return;
      }
    },
  },
});
