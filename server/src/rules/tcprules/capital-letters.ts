import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages } from "./dead-address.js";

export default defineRule({
  code: "TR010",
  name: "capital-letters",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A name behind = has capital letters",
  why: "The server makes the name of a client lower case before it asks; tcprules leaves the rule as it stands",
  sources: ["tcprules specification R20, R41, trap 10"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    capitals: { text: "the server asks for names in lower case, {address} has capitals", help: "write {instead}" },
  }),
  example: {
    bad: "=Mail.Example.ORG:allow\n:deny\n",
    good: "=mail.example.org:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Capitals],
      check: (rule, access, report) => {
        const { text } = rule.address;
        // The name of a user is asked for as it is.
        const name = text.lastIndexOf("@") + 1;
        const instead = text.slice(0, name) + text.slice(name).toLowerCase();
        report(deadAddress(rule, access, "capitals", instead));
      },
    },
  },
});
