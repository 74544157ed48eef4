import { AddressKind } from "../../model/tcprules/access-address.js";
import { shown } from "../../model/tcprules/access-file.js";
import { defineRule } from "../rule.js";
import { replaceAddress } from "./dead-address.js";

export default defineRule({
  code: "TR112",
  name: "address-behind-equals",
  language: "tcprules",
  severity: "warning",
  category: "address",
  security: true,
  since: "0.1",
  what: "An IP address stands behind =",
  why: "The server asks for = and the name of a client; the rule counts only if a client's name is made of numbers",
  sources: ["tcprules specification section 3 and R40"],
  fixable: "unsafe",
  messages: {
    numbers: {
      text: "= stands in front of host names: {address} is no rule for an IP address",
      help: "write {instead}",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: "=192.168.1.7:allow\n:deny\n",
    good: "192.168.1.7:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.NumericHost],
      check: (rule, access, report) => {
        const instead = rule.address.text.replace("=", "");
        const params = { address: shown(access, rule.address), instead };
        report({ at: rule.address, message: "numbers", params, fixes: [replaceAddress(rule, instead)] });
      },
    },
  },
});
