import { parseName } from "djblint-grammars/tinydns/name";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD004",
  name: "name-too-long",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "A name has more than 255 bytes",
  why: "tinydns-data stops with `protocol error`, names no line, and publishes nothing of the whole file",
  sources: ["RFC 1035 section 2.3.4", "tinydns specification D3, R2, E3"],
  fixable: "none",
  messages: {
    long: {
      text: 'tinydns-data stops here with "protocol error": the name has more than 255 bytes',
      help: "a length byte for each label and the final zero count too",
    },
  },
  example: {
    bad: `.example.org:192.0.2.1:a\n+${"abcdefghi.".repeat(25)}example.org:192.0.2.1\n`,
    good: `.example.org:192.0.2.1:a\n+${"abcdefghi.".repeat(23)}example.org:192.0.2.1\n`,
  },
  on: {
    fault: ({ fault }, line, data, report) => {
      if (fault.kind !== "name") return;
      const isLabel = parseName(data.fieldText(line, fault.field)).labels.some(({ length }) => length > 63);
      if (!isLabel) report({ at: data.field(line, fault.field), message: "long" });
    },
  },
});
