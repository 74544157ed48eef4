import { TYPE } from "../../compile/expand.js";
import { Trait } from "../../model/tinydns/traits.js";
import { defineRule } from "../rule.js";
import { reportAlias } from "./target.js";

export default defineRule({
  code: "TD221",
  name: "mx-to-cname",
  language: "tinydns",
  severity: "warning",
  category: "record sets",
  since: "0.1",
  what: "A mail exchanger is an alias",
  why: "tinydns sends no address along with the MX, because it never follows an alias; mail servers may refuse such an exchanger or fail to see that they are the exchanger themselves",
  silent: "For targets outside the zones of this file and below a delegation",
  sources: ["RFC 2181 section 10.3", "RFC 5321 section 5.1", "tinydns specification Q11, trap T86"],
  fixable: "none",
  messages: {
    alias: {
      text: "mail for {owner} goes to {target}, which is an alias of {canonical}: some senders refuse an exchanger that is one",
      help: "name the host itself ({canonical}), or give {target} its address with a + line instead of the C line",
    },
    definition: { text: "{name} is an alias here" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCmail.example.org:www.example.org\n+www.example.org:192.0.2.7\n@example.org::mail.example.org:10\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n+mail.example.org:192.0.2.7\n@example.org::mail.example.org:10\n",
  },
  on: { record: { types: [TYPE.MX], watch: Trait.TargetAlias, check: reportAlias } },
});
