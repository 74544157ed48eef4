import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { reportAlias } from "./target.js";

export default defineRule({
  code: "TD222",
  name: "ns-to-cname",
  language: "tinydns",
  severity: "warning",
  category: "delegation",
  since: "0.1",
  what: "A name server is an alias",
  why: "Resolvers look for the address of a name server and do not follow an alias; many of them then count the server as dead",
  silent: "For targets outside the zones of this file and below a delegation",
  sources: ["RFC 1912 section 2.4", "RFC 2181 section 10.3"],
  fixable: "none",
  messages: {
    alias: {
      text: "{target} is a name server of {owner} and an alias of {canonical}: resolvers do not follow an alias to a server",
      help: "name the host itself ({canonical}), or give {target} its address with a + line instead of the C line",
    },
    definition: { text: "{name} is an alias here" },
  },
  example: {
    bad: ".example.org::ns.example.org\nCns.example.org:www.example.org\n+www.example.org:192.0.2.7\n",
    good: ".example.org:192.0.2.7:ns.example.org\n+www.example.org:192.0.2.7\n",
  },
  on: { record: { types: [TYPE.NS], watch: Trait.TargetAlias, check: reportAlias } },
});
