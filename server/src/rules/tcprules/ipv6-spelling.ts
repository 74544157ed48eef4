import { parseIpv6 } from "djblint-grammars/tcprules/address";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { spellIpv6 } from "../../model/tcprules/ipv6-spelling.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR048",
  name: "ipv6-spelling",
  language: "tcprules",
  severity: "error",
  category: "ipv6",
  security: true,
  since: "0.1",
  what: "An IPv6 address is not spelt as the server spells it",
  why: "The IPv6 patch compares letter by letter with the shortest spelling in small letters",
  silent: "With ucspi-tcp6, which reads addresses in any spelling",
  sources: ["tcprules specification section 11, R55, trap 48"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    spelling: { text: "the server writes this address otherwise than {address}", help: "write {instead}" },
  }),
  example: {
    bad: "2001:0db8::1:allow\n:deny\n",
    good: "2001:db8::1:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Ipv6Spelling],
      check: (rule, access, report) => {
        const { text } = rule.address;
        const at = text.lastIndexOf("@") + 1;
        report(deadAddress(rule, access, "spelling", text.slice(0, at) + respelt(text.slice(at))));
      },
    },
  },
});

function respelt(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  const octets = parseIpv6(bare);
  // A prefix: the spelling of each group.
  return octets ? spellIpv6(octets) : bare.toLowerCase().replace(/(?<=^|:)0+(?=[\da-f])/g, "");
}
