import type { Address } from "djblint-grammars/tcprules/tree";
import { keyCount, shown } from "../../model/access.js";
import { defineRule } from "../rule.js";

/** One to three numbers with dots between, and none at the end. */
const IPV4_PREFIX = /^\d{1,3}(\.\d{1,3}){0,2}$/;
/** Two to seven groups of an IPv6 address, none left out, and no colon at the end. */
const IPV6_PREFIX = /^[\da-f]{1,4}(:[\da-f]{1,4}){1,6}$/i;

export default defineRule({
  code: "TR001",
  name: "prefix-without-dot",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "A prefix of IP addresses does not end in a dot",
  why: "the server asks for whole addresses and for prefixes that end in a dot; a rule with another key is never used",
  sources: ["tcprules specification section 3 and R40, traps 1 and 28", "tcprules(1)"],
  fixable: "unsafe",
  messages: {
    prefix: {
      text: "this rule matches no client: the prefix {address} does not end in a dot",
      help: "write {address}.",
    },
    range: {
      text: "this rule matches no client: the prefixes that {address} stands for do not end in a dot",
      help: "write {address}.",
    },
    ipv6: {
      text: "this rule matches no client: the prefix {address} does not end in a colon",
      help: "write {address}: in front of the colon of the rule",
    },
    addDot: { text: "add the dot" },
    addColon: { text: "add the colon" },
  },
  example: {
    bad: "192.168.1:allow\n:deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    line: (line, access, report) => {
      if (line.kind !== "rule" || keyCount(line) === 0) return;
      const { address } = line;
      const isIpv6 = access.dialect === "ucspi-tcp-ipv6" && IPV6_PREFIX.test(address.text);
      if (!isIpv6 && !IPV4_PREFIX.test(firstKey(address))) return;
      const newText = isIpv6 ? ":" : ".";
      const kind = address.form.kind === "range" ? "range" : "prefix";
      report({
        at: address,
        message: isIpv6 ? "ipv6" : kind,
        params: { address: shown(access, address) },
        fixes: [
          {
            title: isIpv6 ? "addColon" : "addDot",
            safety: "unsafe",
            edits: [{ span: { start: address.end, end: address.end }, newText }],
          },
        ],
      });
    },
  },
});

function firstKey({ form, text }: Address): string {
  return form.kind === "range" ? form.head + form.bottom.value + form.tail : text;
}
