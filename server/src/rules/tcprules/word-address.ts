import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR006",
  name: "word-address",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "An address is a word for many clients, such as ALL",
  why: "tcprules knows no such words: the server asks for addresses, and for names with = in front",
  sources: ["tcprules specification section 3 and R40, trap 6"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    everything: {
      text: "{address} stands for nobody, it is a dead key",
      help: "leave the address empty to speak of every client that no other rule names",
    },
    known: {
      text: "{address} stands for nobody, it is a dead key",
      help: "write = alone for every client whose address has a name",
    },
    unclear: {
      text: "{address} stands for nobody, it is a dead key",
      help: "write an address, a prefix that ends in a dot, or = and a name",
    },
  }),
  example: {
    bad: "127.:allow\nALL:deny\n",
    good: "127.:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Word],
      check: (rule, access, report) => {
        const word = rule.address.text.toLowerCase();
        if (word === "known") return report(deadAddress(rule, access, "known", "="));
        if (/^(local|unknown|paranoid|none)$|@/.test(word)) return report(deadAddress(rule, access, "unclear"));
        report(deadAddress(rule, access, "everything", ""));
      },
    },
  },
});
