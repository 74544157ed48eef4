import { formatTai64 } from "../../model/tinydns/stored-record.js";
import { isReadAsLabel } from "../../model/tinydns/written-timestamps.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD116",
  name: "record-expired",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "The time to die of a record is over",
  why: "tinydns does not show the record to anybody any more",
  silent: "When the timestamp is not written as a TAI64 label: that is told by timestamp-not-tai64",
  sources: ["tinydns specification Q4"],
  fixable: "none",
  messages: {
    expired: {
      text: "this line has had no effect since {time}: with ttl 0 the timestamp is an end",
      help: "remove the line; for a start time write a ttl other than 0",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:0:4000000038af1379\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:300:4000000038af1379\n",
  },
  on: {
    file: (data, report) => {
      const { records, now } = data;
      let last = -1;
      for (const row of records.timestamps.all()) {
        if (records.line[row] === last || !records.isExpired(row, now)) continue;
        const line = data.lineOf(row);
        last = line.line;
        const timestamp = line.fields.find(({ spec }) => spec?.kind === "timestamp")!;
        if (!isReadAsLabel(data.text.slice(timestamp))) continue;
        const goesOn = report({
          at: { start: line.start, end: line.end },
          message: "expired",
          params: { time: formatTai64(records.timestamps.get(row)!) },
          tags: ["unnecessary"],
        });
        if (!goesOn) return;
      }
    },
  },
});
