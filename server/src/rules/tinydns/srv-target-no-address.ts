import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { reportMissingAddress } from "./target.js";

export default defineRule({
  code: "TD233",
  name: "srv-target-no-address",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "The target of an SRV record has no address",
  why: "The host's name lies in a zone of this file, so nobody else can give its address: clients cannot reach the service",
  silent:
    "For targets outside the zones of this file and below a delegation, and when a wildcard gives the address; for names on lines of which another rule tells that they publish something else than they say (record-dropped, invalid-host-name)",
  sources: ["RFC 2782", "tinydns specification R12"],
  fixable: "none",
  messages: {
    missing: {
      text: "the service {owner} is at {target}, which has no address: {zone} is served here and has no A record for it",
      help: "write its address into the line, or add +{target}:ip",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nS_sip._udp.example.org::pbx.example.org:5060\n",
    good: ".example.org:192.0.2.1:a\nS_sip._udp.example.org:192.0.2.7:pbx.example.org:5060\n",
  },
  on: { record: { types: [TYPE.SRV], watch: Trait.TargetWithoutAddress, check: reportMissingAddress } },
});
