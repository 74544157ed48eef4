import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { reportMissingAddress } from "./target.js";

export default defineRule({
  code: "TD232",
  name: "ns-target-no-address",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A name server has no address",
  why: "The server's name lies in a zone of this file, so nobody else can give its address: resolvers find no way to the server",
  silent:
    "For targets outside the zones of this file and below a delegation, and when a wildcard gives the address; for names on lines of which another rule tells that they publish something else than they say (record-dropped, invalid-host-name)",
  sources: ["RFC 1912 section 2.3", "tinydns specification R2, Q11"],
  fixable: "none",
  messages: {
    missing: {
      text: "{target} is a name server of {owner} and has no address: {zone} is served here and has no A record for it",
      help: "write its address into the line, or add +{target}:ip",
    },
  },
  example: {
    bad: ".example.org::a.ns.example.org\n+www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.1:a.ns.example.org\n+www.example.org:192.0.2.7\n",
  },
  on: { record: { types: [TYPE.NS], watch: Trait.TargetWithoutAddress, check: reportMissingAddress } },
});
