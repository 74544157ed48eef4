import type { DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../../compile/expand.js";
import { Notice } from "../../model/tinydns/scalars.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";
import { looksLikeDistance } from "./distance-as-ttl.js";
import { looksLikeTtl } from "./like-ttl.js";
import { nameForAddress } from "./name-for-address.js";

const ADDRESS = 1;
const DISTANCE = 3;
const TTL = 4;
const TIMESTAMP = 5;

/** A ttl that is no multiple of a minute: the default of SOA records. */
const USUAL_TTL = 2560;
/** Other exchangers of the name that are looked at. */
const OTHERS = 20;

export default defineRule({
  code: "TD118",
  name: "mx-distance-looks-like-ttl",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "The distance of a mail exchanger is a usual ttl, and the ttl field is empty or a usual distance",
  why: "@ lines have a field more than + lines: the distance stands in front of the ttl, and the default ttl is used",
  silent:
    "When another ttl is given too, for distances below 300 and those that are no whole minutes, and when another exchanger of the name has a large distance that is no ttl",
  sources: ["tinydns specification R6, trap T31"],
  fixable: "unsafe",
  messages: {
    ttl: {
      text: "{written} is published as the distance, with the default ttl of 86400 seconds: it looks like a ttl",
      help: "the fields are fqdn:ip:x:dist:ttl; leave the distance empty or write it in front",
    },
    swapped: {
      text: "{written} is published as the distance, and {ttl} as the ttl, in seconds: the two are swapped",
      help: "the fields are fqdn:ip:x:dist:ttl",
    },
    move: { text: "Make {written} the ttl" },
    swap: { text: "Write {ttl}:{written}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a:3600\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a::3600\n",
  },
  on: {
    line: {
      watch: Notice.Distance,
      check: (line, data, report) => {
        const field = line.fields[DISTANCE];
        const written = data.text.slice(field);
        if (!/^\d{3,5}$/.test(written) || !isLikeTtl(Number(written)) || isAmongLarge(line, data)) return;
        // What stands in the address field is told by record-dropped.
        if (nameForAddress(line, data) || /^\d+$/.test(data.fieldText(line, ADDRESS))) return;
        const ttl = data.fieldText(line, TTL);
        if (ttl !== "" && !looksLikeDistance(ttl) && !isDistanceOfNone(ttl, line, data)) return;
        const params = { written, ttl };
        const edits = [
          { span: { start: field.start, end: line.fields[TTL]?.end ?? field.end }, newText: `${ttl}:${written}` },
        ];
        const title = ttl === "" ? "move" : "swap";
        report({
          at: field,
          message: ttl === "" ? "ttl" : "swapped",
          params,
          fixes: [{ title, params, safety: "unsafe", edits }],
        });
      },
    },
  },
});

/** The usual distance of a single exchanger. With a timestamp, it is the ttl of a record that ends. */
function isDistanceOfNone(ttl: string, line: DataLine, data: ZoneData): boolean {
  return ttl === "0" && data.fieldText(line, TIMESTAMP) === "";
}

function isLikeTtl(distance: number): boolean {
  return distance <= 0xffff && (looksLikeTtl(distance) || distance === USUAL_TTL);
}

/** Whether the name counts its distances in hundreds. */
function isAmongLarge(line: DataLine, { records }: ZoneData): boolean {
  let left = OTHERS;
  for (const row of records.rowsOf(records.owner[records.rowsOfLine(line.line)[0]])) {
    if (records.typeOf(row) !== TYPE.MX) continue;
    if (left-- === 0) return false;
    const [high, low] = records.rdata(row);
    const distance = high * 256 + low;
    if (distance >= 100 && !isLikeTtl(distance)) return true;
  }
  return false;
}
