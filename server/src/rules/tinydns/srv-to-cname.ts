import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { reportAlias } from "./target.js";

export default defineRule({
  code: "TD223",
  name: "srv-to-cname",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "The target of an SRV record is an alias",
  why: "The target of a service has to be a name with addresses; clients are free to give up at an alias",
  silent: "For targets outside the zones of this file and below a delegation",
  sources: ["RFC 2782"],
  fixable: "none",
  messages: {
    alias: {
      text: "the service {owner} is at {target}, which is an alias of {canonical}: an SRV record has to name a host with an address",
      help: "name the host itself ({canonical}), or give {target} its address with a + line instead of the C line",
    },
    definition: { text: "{name} is an alias here" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCpbx.example.org:www.example.org\n+www.example.org:192.0.2.7\nS_sip._udp.example.org::pbx.example.org:5060\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\nS_sip._udp.example.org::www.example.org:5060\n",
  },
  on: { record: { types: [TYPE.SRV], watch: Trait.TargetAlias, check: reportAlias } },
});
