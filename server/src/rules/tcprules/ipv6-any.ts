import { AddressKind } from "../../model/tcprules/access-address.js";
import { shown } from "../../model/tcprules/access-file.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR046",
  name: "ipv6-any",
  language: "tcprules",
  severity: "warning",
  category: "ipv6",
  security: true,
  since: "0.1",
  what: "Colons alone are the address of a rule",
  why: "The server cuts addresses behind each colon as it writes them: only those that begin with :: match, as ::1 does",
  sources: ["tcprules specification section 11, trap 46"],
  fixable: "none",
  messages: {
    any: {
      text: '"{address}" is not every IPv6 client: only addresses that begin so match, such as ::1',
      help: "leave the address empty for every client, or name networks by their first groups, such as 2001:db8:",
    },
  },
  example: {
    bad: ":::deny\n:allow\n",
    good: "2001:db8::deny\n:allow\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Ipv6Colons],
      check: ({ address }, access, report) =>
        report({ at: address, message: "any", params: { address: shown(access, address) } }),
    },
  },
});
