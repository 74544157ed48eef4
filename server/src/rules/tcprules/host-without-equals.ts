import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR007",
  name: "host-without-equals",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A host name has no = in front",
  why: "The server asks for names with = in front only; the rule is stored and never used",
  sources: ["tcprules specification section 3 and R40, trap 7"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    host: { text: "the name {address} has no = in front", help: "write {instead}" },
    localhost: {
      text: "the name {address} has no = in front",
      help: "write {instead} for connections from the host itself",
    },
    user: {
      text: "{address} names no host: a host has = in front, and what stands before @ is a user by IDENT, no mailbox",
      help: "write {instead} for that user of that host; tcprules knows nothing of mail addresses",
    },
  }),
  example: {
    bad: "mail.example.org:allow\n:deny\n",
    good: "=mail.example.org:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.BareHost],
      check: (rule, access, report) => {
        const { text } = rule.address;
        const at = text.lastIndexOf("@") + 1;
        const host = text.slice(at).toLowerCase().replace(/\.$/, "");
        if (at > 0) return report(deadAddress(rule, access, "user", `${text.slice(0, at).replace(/^=/, "")}=${host}`));
        if (host === "localhost") return report(deadAddress(rule, access, "localhost", "127."));
        report(deadAddress(rule, access, "host", `=${host}`));
      },
    },
  },
});
