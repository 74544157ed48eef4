import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadMessages } from "./dead-address.js";

export default defineRule({
  code: "TR113",
  name: "impossible-host",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "What stands behind = is no name that the server writes",
  why: "The server writes names in small letters, digits, - and _ with single dots between, and other bytes as \\ and three octal digits; all else is a dead key",
  sources: ["tcprules specification section 3 and R40, R41", "tcpserver: dns_domain_todot"],
  fixable: "none",
  messages: deadMessages({
    host: {
      text: "the server never writes the name of a client as in {address}",
      help: "write = and a name of small letters, digits, - and _ with single dots between",
    },
  }),
  example: {
    bad: "=mail..example.org:allow\n:deny\n",
    good: "=mail.example.org:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.ImpossibleHost],
      check: (rule, access, report) => report(deadAddress(rule, access, "host")),
    },
  },
});
