import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TD243",
  name: "wildcard-delegation",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A wildcard has a name server or an SOA",
  why: "A zone begins only at a name that has an NS record itself: tinydns never refers to the servers of a wildcard, and no zone comes into being",
  sources: ["RFC 4592 section 4.2", "tinydns specification Q5"],
  fixable: "none",
  messages: {
    server: {
      text: "{name} delegates nothing and serves no zone: tinydns looks for NS records at the exact names only",
      help: "write a line for each zone",
    },
    soa: { text: "the SOA of {name} makes no zone", help: "write a line for each zone" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n&*.example.org:192.0.2.2:ns.example.org\n",
    good: ".example.org:192.0.2.1:a\n&sub.example.org:192.0.2.2:ns.example.org\n",
  },
  on: {
    record: {
      types: [TYPE.NS, TYPE.SOA],
      watch: Trait.Wildcard,
      check: (row, data, report) => {
        const { records } = data;
        const isSoa = records.typeOf(row) === TYPE.SOA;
        // A . line makes both records.
        if (isSoa && data.letterOf(row) === ".") return;
        const params = { name: records.ownerText(row) };
        report({ at: data.ownerSpan(row), message: isSoa ? "soa" : "server", params });
      },
    },
  },
});
