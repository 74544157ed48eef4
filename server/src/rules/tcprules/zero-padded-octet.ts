import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR013",
  name: "zero-padded-octet",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A number of an IP address begins with zeros",
  why: "The server asks for addresses with the shortest numbers; tcprules compares letter by letter",
  sources: ["tcprules specification R20, R41, trap 13"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    padded: { text: "the server writes numbers without zeros in front, {address} has some", help: "write {instead}" },
  }),
  example: {
    bad: "192.168.001.:allow\n:deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.ZeroPadded],
      check: (rule, access, report) => {
        const { text } = rule.address;
        const at = text.lastIndexOf("@") + 1;
        const instead = text.slice(0, at) + text.slice(at).replace(/(?<!\d)0+(?=\d)/g, "");
        report(deadAddress(rule, access, "padded", instead));
      },
    },
  },
});
