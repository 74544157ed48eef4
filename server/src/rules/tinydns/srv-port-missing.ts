import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD008",
  name: "srv-port-missing",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "An S line has no digits in its port field",
  why: "tinydns-data stops with `protocol error`, names no line, and publishes nothing of the whole file",
  sources: ["tinydns specification R12, E3"],
  fixable: "none",
  messages: {
    missing: {
      text: 'tinydns-data stops here with "protocol error": the S line has no port',
      help: "the fields are fqdn:ip:x:port:priority:weight:ttl:timestamp:lo",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nS_sip._tcp.example.org:192.0.2.9:pbx.example.org\n",
    good: ".example.org:192.0.2.1:a\nS_sip._tcp.example.org:192.0.2.9:pbx.example.org:5060\n",
  },
  on: {
    fault: ({ fault }, line, data, report) => {
      if (fault.kind === "port") report({ at: data.field(line, fault.field), message: "missing" });
    },
  },
});
