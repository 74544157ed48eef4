import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import type { Row } from "../../model/tinydns/records.js";
import { MOST_TTL, Trait } from "../../model/tinydns/traits.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { distanceAsTtl } from "./distance-as-ttl.js";
import { otherLine } from "./other-line.js";

export default defineRule({
  code: "TD212",
  name: "ttl-out-of-range",
  language: "tinydns",
  severity: "info",
  category: "record sets",
  since: "0.1",
  what: "A ttl is very small or very large",
  why: "NS records with a ttl below 2 make look-ups fail; some clients take anything below 300 for 300; caches keep nothing longer than a week or two, and count a ttl of 2147483648 or more as 0",
  silent:
    "For a ttl that is not read as it is written (ttl-not-a-number, ttl-overflows) or is the distance of a mail exchanger (mx-ttl-looks-like-distance); for ttl 0 (a time to die, or an answer that is not to be kept) of anything but NS, and from 5 seconds to one week",
  sources: ["tinydns-data(8)", "RFC 2181 section 8"],
  fixable: "none",
  messages: {
    server: {
      text: "the NS record has ttl {ttl}: below 2 look-ups in {name} can fail",
      help: "leave the ttl out: the default is 259200, three days",
    },
    small: {
      text: "with ttl {ttl} every client asks again within seconds, and some take 300 all the same",
      help: "ttls are written in seconds; 300 is a small one",
    },
    large: {
      text: "ttl {ttl} means {days} days: caches cut it, many of them to one week",
      help: "ttls are written in seconds; one week is 604800",
    },
    negative: {
      text: "ttl {ttl} counts as 0 for resolvers: it is 2147483648 or more",
      help: "ttls are written in seconds; one week is 604800",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:1\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:300\n",
  },
  on: {
    file: (data, report) => {
      const { records } = data;
      const { line } = records;
      let told = -1;
      for (const row of data.traits.rowsWith(Trait.OddTtl)) {
        const message = line[row] === told ? undefined : judge(row, data);
        if (message === undefined) continue;
        told = line[row];
        const at = data.ttlSpan(row);
        // What is not read as it is written is told by the rules about numbers.
        const ttl = records.ttlOf(row);
        if (Number(data.text.slice(at)) !== ttl || isNoTtl(data.lineOf(row), data)) continue;
        const goesOn = report({
          at,
          message,
          params: { ttl, name: records.ownerText(row), days: Math.round(ttl / DAY) },
        });
        if (!goesOn) return;
      }
    },
  },
});

const DAY = 86400;
const NEGATIVE = 2 ** 31;

/** Whether something else stands in the ttl field, which a rule of its own tells. */
function isNoTtl(line: DataLine, data: ZoneData): boolean {
  return distanceAsTtl(line, data) !== undefined || otherLine(line, data) !== undefined;
}

function judge(row: Row, { records }: ZoneData): "server" | "small" | "large" | "negative" | undefined {
  const ttl = records.ttlOf(row);
  if (ttl >= NEGATIVE) return "negative";
  if (ttl > MOST_TTL) return "large";
  // The ttl of the SOA that a . line makes is not the ttl that is written there.
  if (records.typeOf(row) === TYPE.SOA || (ttl === 0 && records.timestamps.has(row))) return undefined;
  if (records.typeOf(row) === TYPE.NS) return ttl < 2 ? "server" : undefined;
  return ttl > 0 ? "small" : undefined;
}
