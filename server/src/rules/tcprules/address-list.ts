import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages, replaceLine } from "./dead-address.js";

export default defineRule({
  code: "TR114",
  name: "address-list",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "Several addresses stand in one line",
  why: "A rule has one address: tcprules stores the list as one key, and the server never asks for it",
  sources: ["tcprules specification R10, R20, section 3"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    list: { text: "a line has one address, and {address} are several", help: "write one line for each" },
  }),
  example: {
    bad: "192.168.1.,192.168.2.:allow\n:deny\n",
    good: "192.168.1.:allow\n192.168.2.:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.List],
      check: (rule, access, report) => {
        const fixes = [replaceLine(rule, access, rule.address.text.split(/[,;]/))];
        report({ ...deadAddress(rule, access, "list"), fixes });
      },
    },
  },
});
