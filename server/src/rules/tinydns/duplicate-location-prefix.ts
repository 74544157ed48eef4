import { printable } from "djblint-grammars/text";
import { formatLocation, formatPrefix, type LocationLine } from "../../model/tinydns/location-code.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { defineRule } from "../rule.js";

const PREFIX = 1;

export default defineRule({
  code: "TD146",
  name: "duplicate-location-prefix",
  language: "tinydns",
  severity: "warning",
  category: "locations",
  since: "0.1",
  what: "Two % lines give the same prefix to different locations",
  why: "A client has one location: that of the first line in the file. The other line has no effect",
  silent: "When both lines name the same location, and when a prefix is misread (location-prefix-misread)",
  sources: ["tinydns specification Q1, trap T09"],
  fixable: "none",
  messages: {
    again: {
      text: "{prefix} belongs to the location {first} already: this line has no effect",
      help: "keep one of the two lines; a client has one location only",
    },
    first: { text: "this line counts" },
  },
  example: {
    bad: "%in:192.168\n%lo:192.168\n.example.org:192.0.2.1:a\n",
    good: "%in:192.168\n%lo:127\n.example.org:192.0.2.1:a\n",
  },
  on: {
    file: (data, report) => {
      const known = new Map<string, LocationLine>();
      for (const each of data.records.locations) {
        const key = formatPrefix(each);
        const first = known.get(key);
        if (!first) known.set(key, each);
        else if (first.code !== each.code && isClean(first, data) && isClean(each, data)) {
          const line = data.records.dataLine(each.line);
          const { start, end } = data.records.dataLine(first.line);
          const goesOn = report({
            at: line.fields[PREFIX]?.end > line.fields[PREFIX]?.start ? line.fields[PREFIX] : line,
            message: "again",
            params: {
              prefix: key === "" ? "every other client" : `the prefix ${key}`,
              first: `"${printable(formatLocation(first.code))}"`,
            },
            related: [{ span: { start, end }, message: "first" }],
            tags: ["unnecessary"],
          });
          if (!goesOn) return;
        }
      }
    },
  },
});

/** Whether the prefix is written as it is stored. */
function isClean(location: LocationLine, data: ZoneData): boolean {
  const { line, prefix, isIpv6 } = location;
  const written = data.fieldText(data.records.dataLine(line), PREFIX);
  if (isIpv6) return written === formatPrefix(location);
  const numbers = written.split(".").filter((part) => part !== "");
  return numbers.length === prefix.length && numbers.every((part, index) => Number(part) === prefix[index]);
}
