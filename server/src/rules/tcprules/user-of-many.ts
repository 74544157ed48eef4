import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadMessages } from "./dead-address.js";

export default defineRule({
  code: "TR012",
  name: "user-of-many",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A user stands in front of a prefix, a range, a domain or nothing",
  why: "The server asks for a user together with the whole address or the whole name of the client only",
  sources: ["tcprules specification R27, R40, trap 12"],
  fixable: "none",
  messages: deadMessages({
    user: {
      text: "a user is asked for at one address or one name only, and {address} means many",
      help: "write one line for each client, such as joe@192.168.1.7 or joe@=host.example.org",
    },
  }),
  example: {
    bad: "joe@192.168.1.:allow\n:deny\n",
    good: "joe@192.168.1.7:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.UserOfMany],
      check: (rule, access, report) => report(deadAddress(rule, access, "user")),
    },
  },
});
