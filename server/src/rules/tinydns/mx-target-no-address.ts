import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { reportMissingAddress } from "./target.js";

export default defineRule({
  code: "TD231",
  name: "mx-target-no-address",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "A mail exchanger has no address",
  why: "The exchanger's name lies in a zone of this file, so nobody else can give its address: mail waits in the queue of the sender and then bounces",
  silent:
    "For targets outside the zones of this file and below a delegation, and when a wildcard gives the address; for names on lines of which another rule tells that they publish something else than they say (record-dropped, invalid-host-name)",
  sources: ["RFC 5321 section 5.1", "tinydns specification R6, Q11"],
  fixable: "none",
  messages: {
    missing: {
      text: "mail for {owner} goes to {target}, which has no address: {zone} is served here and has no A record for it",
      help: "write its address into the line, or add +{target}:ip",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n@example.org::mail.example.org:10\n",
    good: ".example.org:192.0.2.1:a\n@example.org:192.0.2.7:mail.example.org:10\n",
  },
  on: { record: { types: [TYPE.MX], watch: Trait.TargetWithoutAddress, check: reportMissingAddress } },
});
