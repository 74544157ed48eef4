import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { reportAlias } from "./target.js";

export default defineRule({
  code: "TD224",
  name: "soa-mname-to-cname",
  language: "tinydns",
  severity: "info",
  category: "delegation",
  since: "0.1",
  what: "The primary name server in an SOA is an alias",
  why: "Secondary servers and dynamic updates turn to this name and expect a host",
  silent:
    "For targets outside the zones of this file and below a delegation; for the SOA that . lines make, whose server is told by ns-to-cname",
  sources: ["RFC 1035 section 3.3.13", "Zonemaster ZONE07"],
  fixable: "none",
  messages: {
    alias: {
      text: "{target} is named as the primary server of {owner} and is an alias of {canonical}",
      help: "name the host itself: {canonical}",
    },
    definition: { text: "{name} is an alias here" },
  },
  example: {
    bad: "Zexample.org:ns.example.org:hostmaster.example.org\n&example.org:192.0.2.1:a.ns.example.org\nCns.example.org:a.ns.example.org\n",
    good: "Zexample.org:a.ns.example.org:hostmaster.example.org\n&example.org:192.0.2.1:a.ns.example.org\nCns.example.org:a.ns.example.org\n",
  },
  on: {
    record: {
      types: [TYPE.SOA],
      watch: Trait.TargetAlias,
      check: reportAlias,
    },
  },
});
