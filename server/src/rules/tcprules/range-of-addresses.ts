import { parseIpv4 } from "djblint-grammars/tcprules/address";
import type { AddressRange } from "djblint-grammars/tcprules/tree";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { addressesBetween } from "../../model/tcprules/addresses-between.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages, replaceLine } from "./dead-address.js";

const TWO_NUMBERS = "a range is two numbers, and tcprules reads {address} as the range {bottom}-{top}";

export default defineRule({
  code: "TR027",
  name: "range-of-addresses",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A range is written with two whole addresses",
  why: "tcprules takes only the numbers beside the - for the range: it makes keys that no server asks for, or none at all",
  sources: ["tcprules specification R21 to R25, trap 27"],
  fixable: "unsafe",
  messages: deadOrMeantMessages({
    oneLine: { text: TWO_NUMBERS, help: "write {instead}" },
    lines: { text: TWO_NUMBERS, help: "write one line for each: {instead}" },
    unclear: { text: TWO_NUMBERS, help: "write the smaller address first, one line for each prefix or range" },
  }),
  example: {
    bad: "192.168.1.10-192.168.1.20:deny\n:allow\n",
    good: "192.168.1.10-20:deny\n:allow\n",
  },
  on: {
    address: {
      kinds: [AddressKind.TwoAddresses],
      check: (rule, access, report) => {
        const { bottom, top } = rule.address.form as AddressRange;
        const [first, last] = rule.address.text.split("-").map(parseIpv4);
        const addresses = first && last ? addressesBetween(first, last) : [];
        const dead = deadAddress(rule, access, causeFor(addresses));
        report({
          ...dead,
          params: { ...dead.params, bottom: bottom.value, top: top.value, instead: addresses.join(", ") },
          fixes: addresses.length === 0 ? [] : [replaceLine(rule, access, addresses)],
        });
      },
    },
  },
});

function causeFor(addresses: readonly string[]): string {
  if (addresses.length === 0) return "unclear";
  return addresses.length === 1 ? "oneLine" : "lines";
}
