import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR011",
  name: "final-dot",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A host name or a whole IP address ends in a dot",
  why: "The server asks for names and whole addresses without a dot at the end; with one, only prefixes are asked for",
  sources: ["tcprules specification section 3 and R40, trap 11"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    name: { text: "the server asks for names without a dot at the end, {address} has one", help: "write {instead}" },
    address: {
      text: "the server asks for whole addresses without a dot at the end, {address} has one",
      help: "write {instead}",
    },
  }),
  example: {
    bad: "=mail.example.org.:allow\n:deny\n",
    good: "=mail.example.org:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.FinalDot],
      check: (rule, access, report) => {
        const { text } = rule.address;
        const cause = text.includes("=") ? "name" : "address";
        report(deadAddress(rule, access, cause, text.slice(0, -1)));
      },
    },
  },
});
