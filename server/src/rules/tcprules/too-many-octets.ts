import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadMessages } from "./dead-address.js";

export default defineRule({
  code: "TR015",
  name: "too-many-octets",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "An IP address has more than four numbers",
  why: "No client has such an address, and tcprules stores it without a word",
  sources: ["tcprules specification R20, trap 15"],
  fixable: "none",
  messages: deadMessages({
    many: { text: "{address} has more than four numbers", help: "write four numbers, or fewer with a dot at the end" },
  }),
  example: {
    bad: "192.168.1.7.8:allow\n:deny\n",
    good: "192.168.1.7:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.TooManyOctets],
      check: (rule, access, report) => report(deadAddress(rule, access, "many")),
    },
  },
});
