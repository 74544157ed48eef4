import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD009",
  name: "naptr-text-too-long",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "A text of an N line has more than 255 bytes",
  why: "The length of the text is stored in one byte, so tinydns-data stops",
  sources: ["RFC 3403 section 4.1", "tinydns specification K2"],
  fixable: "none",
  messages: { long: { text: "tinydns-data stops here: a text of an N line has more than 255 bytes" } },
  example: {
    bad: `.example.org:192.0.2.1:a\n6host.example.org:20010db8000000000000000000000001\nNexample.org:1:1:u:E2U+sip:${"x".repeat(256)}:\n`,
    good: ".example.org:192.0.2.1:a\n6host.example.org:20010db8000000000000000000000001\nNexample.org:1:1:u:E2U+sip:!^.*$!sip@example.org!:\n",
  },
  on: {
    fault: ({ fault }, line, data, report) => {
      if (fault.kind === "long-text") report({ at: data.field(line, fault.field), message: "long" });
    },
  },
});
