import { parseName } from "djblint-grammars/tinydns/name";
import { defineRule } from "../rule.js";

/** RFC 1035, section 2.3.4. */
const MAX_LABEL = 63;

export default defineRule({
  code: "TD003",
  name: "label-too-long",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "A label has more than 63 bytes",
  why: "tinydns-data stops with `protocol error`, names no line, and publishes nothing of the whole file",
  sources: ["RFC 1035 section 2.3.4", "tinydns specification D3, E3"],
  fixable: "none",
  messages: {
    long: {
      text: 'tinydns-data stops here with "protocol error": a label has {length} bytes, and 63 are the most',
      help: "shorten the label, or put a dot where one is missing",
    },
  },
  example: {
    bad: `.example.org:192.0.2.1:a\n+${"x".repeat(64)}.example.org:192.0.2.1\n`,
    good: `.example.org:192.0.2.1:a\n+${"x".repeat(63)}.example.org:192.0.2.1\n`,
  },
  on: {
    fault: ({ fault }, line, data, report) => {
      if (fault.kind !== "name") return;
      const { start } = data.field(line, fault.field);
      const label = parseName(data.fieldText(line, fault.field)).labels.find(({ length }) => length > MAX_LABEL);
      if (!label) return;
      const at = { start: start + label.start, end: start + label.end };
      report({ at, message: "long", params: { length: label.length } });
    },
  },
});
