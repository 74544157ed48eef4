import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { distanceAsTtl } from "./distance-as-ttl.js";

const DISTANCE = 3;
const TTL = 4;
const TIMESTAMP = 5;

export default defineRule({
  code: "TD119",
  name: "mx-ttl-looks-like-distance",
  language: "tinydns",
  severity: "warning",
  category: "coercion",
  since: "0.1",
  what: "The ttl of a mail exchanger is a usual distance, and the distance is left out",
  why: "With a colon too many the number is read as the ttl: the distance is 0, which goes before all others, and caches ask again after seconds",
  silent: "For a ttl of 0, of 60 and above 100",
  sources: ["tinydns specification R6, N4"],
  fixable: "unsafe",
  messages: {
    distance: {
      text: "{written} is published as the ttl, in seconds, with the distance 0: it looks like the distance",
      help: "take out a colon in front of it: the fields are fqdn:ip:x:dist:ttl",
    },
    move: { text: "Make {written} the distance" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a::10\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.2:a:10\n",
  },
  on: {
    line: {
      watch: Notice.Distance,
      check: (line, data, report) => {
        const written = distanceAsTtl(line, data);
        if (written === undefined) return;
        const { [DISTANCE]: distance, [TTL]: ttl } = line.fields;
        // What stands behind the ttl has come there with the colon too many only when it is a ttl itself.
        const behind = data.fieldText(line, TIMESTAMP);
        const gap = line.fields.length === TTL + 1 || /^\d{1,10}$/.test(behind) ? "" : ":";
        report({
          at: ttl,
          message: "distance",
          params: { written },
          fixes: [
            {
              title: "move",
              params: { written },
              safety: "unsafe",
              edits: [{ span: { start: distance.start, end: ttl.end }, newText: `${written}${gap}` }],
            },
          ],
        });
      },
    },
  },
});
