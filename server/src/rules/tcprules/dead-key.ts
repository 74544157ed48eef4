import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadMessages } from "./dead-address.js";

export default defineRule({
  code: "TR106",
  name: "dead-key",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "An address is none that a server asks for",
  why: "tcprules stores any text without a word; a rule whose key nobody asks for is never used",
  sources: ["tcprules specification section 3 and R40"],
  fixable: "none",
  messages: deadMessages({
    unknown: {
      text: 'a server never asks for "{address}"',
      help: "write an address, a prefix that ends in a dot, = and a name, or nothing for every other client",
    },
  }),
  example: {
    bad: "192.168..1:allow\n:deny\n",
    good: "192.168.1.1:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Other],
      check: (rule, access, report) => report(deadAddress(rule, access, "unknown")),
    },
  },
});
