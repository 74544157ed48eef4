import { AddressKind } from "../../model/tcprules/access-address.js";
import { shown } from "../../model/tcprules/access-file.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR047",
  name: "ipv6-zero-group",
  language: "tcprules",
  severity: "warning",
  category: "ipv6",
  security: true,
  since: "0.1",
  what: "A prefix of IPv6 addresses holds a group of zeros, or :: at its end",
  why:
    "Prefixes are compared with addresses in their shortest spelling, where :: stands for the longest run of zeros: " +
    "the prefix matches some addresses of the network only",
  silent: "For fe80::, where zeros always follow",
  sources: ["tcprules specification section 11, trap 47"],
  fixable: "none",
  messages: {
    zero: {
      text: "{address} misses every address of this network in which the server writes these zeros as ::",
      help: "end the prefix in front of the zeros, or name single addresses in their shortest spelling",
    },
    colons: {
      text: "{address} matches only addresses of this network that are written so, with zeros behind",
      help: "for the whole network, end the prefix in a single colon, such as 2001:db8:",
    },
  },
  example: {
    bad: "2001:db8:0::deny\n:allow\n",
    good: "2001:db8::deny\n:allow\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Ipv6ZeroGroup],
      check: ({ address }, access, report) => {
        const message = address.text.endsWith("::") ? "colons" : "zero";
        report({ at: address, message, params: { address: shown(access, address) } });
      },
    },
  },
});
