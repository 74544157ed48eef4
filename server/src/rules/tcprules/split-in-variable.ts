import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadMessages } from "./dead-address.js";

export default defineRule({
  code: "TR050",
  name: "split-in-variable",
  language: "tcprules",
  severity: "error",
  category: "ipv6",
  security: true,
  since: "0.1",
  what: "The instruction is misspelt, and a variable holds :allow or :deny",
  why: "tcprules of the IPv6 patch takes all that stands in front of the first :allow or :deny for the address",
  sources: ["tcprules specification R11, trap 50"],
  fixable: "none",
  messages: deadMessages({
    split: {
      text: "tcprules of the IPv6 patch splits at the first :allow or :deny, so that {address} becomes the address",
      help: "write allow or deny in lower case, directly behind the colon of the address",
    },
  }),
  example: {
    bad: "::1:allow\n2001:db8::alow,A=x:allow\n:deny\n",
    good: "::1:allow\n2001:db8::allow,A=/x:allow/\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.SplitInVariable],
      check: (rule, access, report) => report(deadAddress(rule, access, "split")),
    },
  },
});
