import type { Span } from "djblint-grammars/text";
import { tai64OfUnix } from "../../model/tinydns/scalars.js";
import { formatTai64 } from "../../model/tinydns/stored-record.js";
import { writtenTimestamps } from "../../model/tinydns/written-timestamps.js";
import { defineRule, type Fix } from "../rule.js";

/** Seconds that a change is announced ahead, at most. */
const A_YEAR = 366 * 86400;
/** The label of the beginning of 1970 TAI. */
const TAI_1970 = 1n << 62n;

export default defineRule({
  code: "TD120",
  name: "timestamp-far-off",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "A record begins more than a year ahead, or before 1970",
  why: "With a ttl other than 0 a timestamp is the start of the record: until then nobody sees it, and a start before all times says nothing",
  silent:
    "For times to die (ttl 0), for starts up to a year ahead, and when the timestamp is not written as a TAI64 label: that is told by timestamp-not-tai64",
  sources: ["tinydns-data(8)", "tinydns specification T2, Q4"],
  fixable: "unsafe",
  messages: {
    ahead: {
      text: "nobody sees this record until {time}: with a ttl other than 0 the timestamp is a start",
      help: "for an end write the ttl 0 in front of it; for a record that is there at all times leave it empty",
    },
    before: {
      text: "the timestamp {written} stands for a time before 1970: the record is visible at all times",
      help: "the label of a time of today begins with 4000: now is {now}",
    },
    unix: { text: "Write {meant}, that is {time}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:300:4000000095000000\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:0:4000000095000000\n",
  },
  on: {
    file: (data, report) => {
      const now = tai64OfUnix(data.now);
      const isAhead = (stamp: bigint) => stamp > now + BigInt(A_YEAR);
      const isFarOff = (stamp: bigint) => isAhead(stamp) || (stamp !== 0n && stamp < TAI_1970);
      for (const { field, stamp } of writtenTimestamps(data, (time, isEnd) => !isEnd && isFarOff(time))) {
        const goesOn = isAhead(stamp)
          ? report({ at: field, message: "ahead", params: { time: formatTai64(stamp) } })
          : report({
              at: field,
              message: "before",
              params: { written: data.text.slice(field), now: now.toString(16) },
              fixes: unixFix(field, stamp),
            });
        if (!goesOn) return;
      }
    },
  },
});

/** Unix time in hexadecimal digits, filled up with zeros. */
function unixFix(span: Span, stamp: bigint): Fix[] {
  if (stamp > 0xffffffffn) return [];
  const label = tai64OfUnix(Number(stamp));
  const params = { meant: label.toString(16), time: formatTai64(label) };
  return [{ title: "unix", params, safety: "unsafe", edits: [{ span, newText: params.meant }] }];
}
