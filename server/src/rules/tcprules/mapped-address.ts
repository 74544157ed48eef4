import { AddressKind } from "../../model/tcprules/access-address.js";
import { shown } from "../../model/tcprules/access-file.js";
import { defineRule } from "../rule.js";
import { replaceAddress } from "./dead-address.js";

export default defineRule({
  code: "TR049",
  name: "mapped-address",
  language: "tcprules",
  severity: "warning",
  category: "ipv6",
  security: true,
  since: "0.1",
  what: "An IPv4 address is written in the form of IPv6",
  why: "tcpserver asks for IPv4 clients in dotted form, unless it runs with -6",
  sources: ["tcprules specification R55, trap 49"],
  fixable: "unsafe",
  messages: {
    mapped: {
      text: "{address} is asked for only by a tcpserver with -6, any other asks for the IPv4 address in dotted form",
      help: "write {instead}",
    },
    all: {
      text: "{address} is asked for only by a tcpserver with -6, any other asks for IPv4 addresses in dotted form",
      help: "leave the address empty for every client, or name IPv4 networks such as 192.168.1.",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: "::ffff:192.0.2.1:deny\n:allow\n",
    good: "192.0.2.1:deny\n:allow\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Mapped],
      check: (rule, access, report) => {
        const { address } = rule;
        const at = address.text.lastIndexOf("@") + 1;
        const instead = address.text.slice(0, at) + address.text.slice(address.text.lastIndexOf(":") + 1);
        const params = { address: shown(access, address), instead };
        if (instead === "") return report({ at: address, message: "all", params });
        report({ at: address, message: "mapped", params, fixes: [replaceAddress(rule, instead)] });
      },
    },
  },
});
