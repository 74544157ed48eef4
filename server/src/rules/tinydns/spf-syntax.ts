import { defineRule } from "../rule.js";
import { reportSpfFaults } from "./spf-faults.js";

export default defineRule({
  code: "TD252",
  name: "spf-syntax",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "An SPF record breaks the grammar of SPF",
  why: "Receivers use nothing of a record with a mistake in its grammar (permanent error), and may refuse the mail; one that does not begin with v=spf1 they do not even see",
  silent: "When the text was cut at a raw colon (txt-cut-at-colon)",
  sources: ["RFC 7208 sections 4.5, 4.6 and 12"],
  fixable: "none",
  messages: {
    version: { text: "{term} is no SPF version: receivers see no policy here", help: "begin with v=spf1 and a space" },
    front: {
      text: "something stands in front of {term}: receivers see no SPF record here",
      help: "begin with v=spf1; the length byte of a TXT record stands in generic lines only",
    },
    blank: {
      text: "{term} holds a byte that no SPF record has: receivers use nothing of the record",
      help: "separate terms by single spaces",
    },
    unknown: {
      text: "{term} is no SPF mechanism: receivers use nothing of the record",
      help: "the mechanisms are all, include:, a, mx, ptr, ip4:, ip6: and exists:",
    },
    colon: {
      text: "{term} lacks its value: SPF writes {name}:value, without a space; receivers use nothing of the record",
      help: "in a ' line a colon is \\072",
    },
    value: {
      text: "{term} is no valid SPF term: receivers use nothing of the record",
      help: "see RFC 7208 section 5 for what {name} can have",
    },
    address4: {
      text: "{term} has no valid IPv4 network: receivers use nothing of the record",
      help: "write ip4:192.0.2.0/24; in a ' line a colon is \\072",
    },
    address6: {
      text: "{term} has no valid IPv6 network: receivers use nothing of the record",
      help: "write ip6:2001:db8::/32, each colon as \\072",
    },
    domain: {
      text: "{term} has no valid domain name: receivers use nothing of the record",
      help: "write a name in full; macros begin with %{",
    },
    twice: {
      text: "{name} stands in the record for the second time: receivers use nothing of the record",
      help: "keep one of them",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'example.org:v=spf1 ip4\\072192.0.2.300 -all\n",
    good: ".example.org:192.0.2.1:a\n'example.org:v=spf1 ip4\\072192.0.2.30 -all\n",
  },
  on: {
    file: (data, report) =>
      reportSpfFaults(
        ["version", "front", "blank", "unknown", "colon", "value", "address4", "address6", "domain", "twice"],
        data,
        report,
      ),
  },
});
