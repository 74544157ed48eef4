import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR001",
  name: "prefix-without-dot",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A prefix of IP addresses does not end in a dot",
  why: "The server asks for whole addresses and for prefixes that end in a dot; a rule with another key is never used",
  sources: ["tcprules specification section 3 and R40, traps 1 and 28", "tcprules(1)"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    prefix: { text: "the prefix {address} does not end in a dot", help: "write {instead}" },
    range: { text: "the prefixes that {address} stands for do not end in a dot", help: "write {instead}" },
    ipv6: {
      text: "the prefix {address} does not end in a colon",
      help: "write {instead} in front of the colon of the rule",
    },
  }),
  example: {
    bad: "192.168.1:allow\n:deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.NoEnd],
      check: (rule, access, report) => {
        const { text, form } = rule.address;
        if (text.includes(":")) return report(deadAddress(rule, access, "ipv6", `${text}:`));
        report(deadAddress(rule, access, form.kind === "range" ? "range" : "prefix", `${text}.`));
      },
    },
  },
});
