import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR016",
  name: "blank-in-address",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A blank or a tab stands in front of an address, behind it or in it",
  why: "It is a part of the address for tcprules, and the server never asks for an address with blanks",
  sources: ["tcprules specification R5, R44, traps 16 and 17"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    around: { text: 'blanks belong to the address, which is "{address}"', help: "write {instead}" },
    inside: {
      text: 'blanks belong to the address, which is "{address}"',
      help: "write one address a line, without blanks and without a comment",
    },
  }),
  example: {
    bad: "192.168.1.7 :allow\n:deny\n",
    good: "192.168.1.7:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Blank],
      check: (rule, access, report) => {
        const { text } = rule.address;
        const at = text.lastIndexOf("@") + 1;
        const client = withoutBlanks(text.slice(at));
        if (/\s/.test(client)) return report(deadAddress(rule, access, "inside"));
        report(deadAddress(rule, access, "around", text.slice(0, at).trimStart() + client));
      },
    },
  },
});

/** Blanks at the ends and beside punctuation; others part two words. */
function withoutBlanks(text: string): string {
  const blanks = text.replaceAll("\xc2\xa0", " ").trim();
  return blanks.replace(/\s+(?=[.=@-])/g, "").replace(/(?<=[.=@-])\s+/g, "");
}
