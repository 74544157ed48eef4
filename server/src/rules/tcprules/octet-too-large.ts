import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadMessages } from "./dead-address.js";

export default defineRule({
  code: "TR014",
  name: "octet-too-large",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A number of an IP address is above 255",
  why: "No client has such an address, and tcprules stores it without a word",
  sources: ["tcprules specification R20, trap 14"],
  fixable: "none",
  messages: deadMessages({
    large: { text: "a number of {address} is above 255", help: "write numbers from 0 to 255" },
  }),
  example: {
    bad: "192.168.1.256:allow\n:deny\n",
    good: "192.168.1.255:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.OctetTooLarge],
      check: (rule, access, report) => report(deadAddress(rule, access, "large")),
    },
  },
});
