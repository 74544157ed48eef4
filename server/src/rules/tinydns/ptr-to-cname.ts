import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { reportAlias } from "./target.js";

export default defineRule({
  code: "TD225",
  name: "ptr-to-cname",
  language: "tinydns",
  severity: "info",
  category: "reverse and mail",
  since: "0.1",
  what: "A PTR points to an alias",
  why: "A PTR should name the host itself; programs that compare both directions take one look-up more, and some give up",
  silent: "For targets outside the zones of this file and below a delegation; for the PTR of = lines",
  sources: ["RFC 1912 section 2.4", "RFC 2181 section 10.2"],
  fixable: "none",
  messages: {
    alias: {
      text: "{owner} points to {target}, which is an alias of {canonical}",
      help: "point to the host itself: {canonical}",
    },
    definition: { text: "{name} is an alias here" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\nCmail.example.org:www.example.org\n+www.example.org:192.0.2.7\n^7.2.0.192.in-addr.arpa:mail.example.org\n",
    good: ".example.org:192.0.2.1:a\n.2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\nCmail.example.org:www.example.org\n+www.example.org:192.0.2.7\n^7.2.0.192.in-addr.arpa:www.example.org\n",
  },
  on: {
    record: {
      types: [TYPE.PTR],
      watch: Trait.TargetAlias,
      check: reportAlias,
    },
  },
});
