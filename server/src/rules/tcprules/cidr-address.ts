import { parseIpv4 } from "djblint-grammars/tcprules/address";
import { networkAddress, shown } from "../../model/access.js";
import { defineRule } from "../rule.js";

const IPV4_NETWORK = /^(\d{1,3}(?:\.\d{1,3}){0,3})\.?\/([\d.]+)$/;
/** Of an address that holds a colon. */
const IPV6_NETWORK = /^[\da-f:.]+\/\d+$/i;

export default defineRule({
  code: "TR003",
  name: "cidr-address",
  language: "tcprules",
  severity: "error",
  category: "address",
  security: true,
  since: "0.1",
  what: "An address is a network in CIDR notation or with a netmask",
  why: "tcprules stores the text as it stands, and the server never asks for a key with a slash",
  silent: "With ucspi-tcp6, which knows CIDR",
  sources: ["tcprules specification section 3 and R40, traps 3 and 4"],
  fixable: "unsafe",
  messages: {
    network: {
      text: "this rule matches no client: tcprules knows no CIDR and no netmask, so {address} is a dead key",
      help: "write {instead} for this network",
    },
    everything: {
      text: "this rule matches no client: tcprules knows no CIDR and no netmask, so {address} is a dead key",
      help: "leave the address empty to speak of every client that no other rule names",
    },
    unclear: {
      text: "this rule matches no client: tcprules knows no CIDR and no netmask, so {address} is a dead key",
      help: "write a prefix that ends in a dot, such as 192.168.1., or a range, such as 192.168.1.64-127",
    },
    ipv6: {
      text: "this rule matches no client: tcprules knows no CIDR, so {address} is a dead key",
      help: "write the fixed groups as the server writes them, with a colon at the end, such as 2001:db8:",
    },
    replace: { text: "write {instead}" },
  },
  example: {
    bad: "192.168.1.0/24:allow\n:deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    line: (line, access, report) => {
      if (line.kind !== "rule" || access.dialect === "ucspi-tcp6") return;
      const at = line.address;
      const address = shown(access, at);
      if (at.text.includes(":") && IPV6_NETWORK.test(at.text))
        return report({ at, message: "ipv6", params: { address } });
      const match = IPV4_NETWORK.exec(at.text);
      if (!match) return;
      const instead = prefixFor(match[1], match[2]);
      if (instead === undefined) return report({ at, message: "unclear", params: { address } });
      if (instead === "") return report({ at, message: "everything", params: { address } });
      report({
        at,
        message: "network",
        params: { address, instead },
        fixes: [{ title: "replace", params: { instead }, safety: "unsafe", edits: [{ span: at, newText: instead }] }],
      });
    },
  },
});

/** The network in the notation of tcprules; undefined when it is no network. Octets left out count as 0. */
function prefixFor(network: string, length: string): string | undefined {
  const missing = 4 - network.split(".").length;
  const octets = parseIpv4(network + ".0".repeat(missing));
  const bits = bitsOf(length);
  return octets && bits !== undefined ? networkAddress(octets, bits) : undefined;
}

/** The bits of a prefix length or of a netmask. */
function bitsOf(length: string): number | undefined {
  if (/^\d+$/.test(length)) return Number(length) <= 32 ? Number(length) : undefined;
  const mask = parseIpv4(length)
    ?.map((octet) => octet.toString(2).padStart(8, "0"))
    .join("");
  return mask !== undefined && /^1*0*$/.test(mask) ? mask.lastIndexOf("1") + 1 : undefined;
}
