import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR005",
  name: "star-address",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "An address has a star or another wildcard",
  why: "tcprules knows no wildcards: it stores the text as it stands, and the server never asks for it",
  sources: ["tcprules specification section 3 and R40, traps 5 and 9"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    part: { text: "tcprules knows no wildcard, so {address} is a dead key", help: "write {instead}" },
    everything: {
      text: "tcprules knows no wildcard, so {address} is a dead key",
      help: "leave the address empty to speak of every client that no other rule names",
    },
    unclear: {
      text: "tcprules knows no wildcard, so {address} is a dead key",
      help: "write a prefix that ends in a dot, such as 192.168.1., or = and the end of a name, such as =.example.org",
    },
  }),
  example: {
    bad: "192.168.1.*:allow\n:deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Star],
      check: (rule, access, report) => {
        const instead = withoutStar(rule.address.text);
        if (instead === "") return report(deadAddress(rule, access, "everything", instead));
        report(deadAddress(rule, access, instead === undefined ? "unclear" : "part", instead));
      },
    },
  },
});

/** Stars at the end of an address, at the beginning of a name or in the place of a user; undefined for others. */
function withoutStar(text: string): string | undefined {
  if (text.startsWith("*@")) return text.slice(2);
  if (/^\*(\.\*){0,3}\.?$/.test(text)) return "";
  const prefix = /^((?:\d{1,3}\.){1,3})[*x](?:\.[*x]){0,2}\.?$/i.exec(text);
  if (prefix) return prefix[1];
  const name = /^=?\*(\.[\w-]+(?:\.[\w-]+)*)$/.exec(text);
  return name ? `=${name[1].toLowerCase()}` : undefined;
}
