import { parseIpv4, parseIpv6 } from "djblint-grammars/tcprules/address";
import type { AddressNetwork } from "djblint-grammars/tcprules/tree";
import { networkOf } from "../../model/ip.js";
import { networkAddress } from "../../model/tcprules/access.js";
import { AddressKind, LAST_NUMBER } from "../../model/tcprules/access-address.js";
import { shown } from "../../model/tcprules/access-file.js";
import { FEWEST_BITS, formatNetwork } from "../../model/tcprules/stored-key.js";
import { defineRule } from "../rule.js";
import { deadAddress, deadOrMeantMessages, replaceAddress } from "./dead-address.js";

const NO_SLASH = "tcprules knows no CIDR and no netmask, so {address} is a dead key";

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
  silent: "With ucspi-tcp6, which knows CIDR, unless it reads a network otherwise than it is written",
  sources: ["tcprules specification section 3, 11 and R40, traps 3 and 4"],
  fixable: "unsafe",
  messages: {
    octets: {
      text: "ucspi-tcp6 reads {address} as the network {instead}",
      help: "write the octets of the network as numbers up to 255",
    },
    oneBit: {
      text: "{address} is a dead key: no server asks for a network of one bit",
      help: "leave the address empty to speak of every client that no other rule names",
    },
    bits: {
      text: "{address} is the network {instead}: bits behind the first {bits} are passed over",
      help: "write the network as it is, or the single address without a length",
      severity: "warning",
    },
    ...deadOrMeantMessages({
      network: { text: NO_SLASH, help: "write {instead} for this network" },
      everything: {
        text: NO_SLASH,
        help: "leave the address empty to speak of every client that no other rule names",
      },
      unclear: {
        text: NO_SLASH,
        help: "write a prefix that ends in a dot, such as 192.168.1., or a range, such as 192.168.1.64-127",
      },
      ipv6: {
        text: "tcprules knows no CIDR, so {address} is a dead key",
        help: "write the fixed groups as the server writes them, with a colon at the end, such as 2001:db8:; for ucspi-tcp6, which knows CIDR, set that dialect",
      },
    }),
  },
  example: {
    bad: "192.168.1.0/24:allow\n:deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.Slash, AddressKind.Network],
      check: (rule, access, report) => {
        const { text, form } = rule.address;
        if (form.kind === "network") {
          const message = misreading(text, form);
          if (message === undefined) return;
          const instead = formatNetwork(form);
          const params = { address: shown(access, rule.address), instead, bits: form.bits };
          const fixes = message === "bits" ? [replaceAddress(rule, instead)] : [];
          return report({ at: rule.address, message, params, fixes });
        }
        // A user is asked for at one address only.
        if (text.includes("@")) return report(deadAddress(rule, access, "unclear"));
        const [network, length] = text.split("/");
        if (network.includes(":")) return report(deadAddress(rule, access, "ipv6", ipv6Prefix(network, length)));
        const instead = ipv4Prefix(network, length);
        if (instead === "") return report(deadAddress(rule, access, "everything"));
        report(deadAddress(rule, access, instead === undefined ? "unclear" : "network", instead));
      },
    },
  },
});

/** What ucspi-tcp6 makes of a network otherwise than it is written (section 11). */
function misreading(text: string, { octets, bits }: AddressNetwork): "oneBit" | "octets" | "bits" | undefined {
  if (bits < FEWEST_BITS) return "oneBit";
  if (octets.length === 4 && !isPlain(text.slice(0, text.indexOf("/")))) return "octets";
  const isWhole = networkOf(octets, octets.length * 8).first === networkOf(octets, bits).first;
  return isWhole ? undefined : "bits";
}

/** Whether octets are written as they count; those at the end may be left out. */
function isPlain(address: string): boolean {
  const numbers = address.replace(/\.$/, "").split(".");
  return numbers.length <= 4 && numbers.every((number) => /^\d+$/.test(number) && Number(number) <= LAST_NUMBER);
}

/** The network in the notation of tcprules; undefined when it is no network. Octets left out count as 0. */
function ipv4Prefix(network: string, length: string): string | undefined {
  const numbers = network.replace(/\.$/, "");
  const missing = 4 - numbers.split(".").length;
  if (missing < 0) return undefined;
  const octets = parseIpv4(numbers + ".0".repeat(missing));
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

/** Only whole groups without a group of zeros make a prefix of all the network's addresses (trap 47). */
function ipv6Prefix(network: string, length: string): string | undefined {
  const bits = Number(length);
  const octets = parseIpv6(network);
  if (octets === undefined || bits % 16 !== 0 || bits === 0 || bits > 112) return undefined;
  const groups = Array.from({ length: bits / 16 }, (_, n) => (octets[2 * n] << 8) | octets[2 * n + 1]);
  return groups.includes(0) ? undefined : groups.map((group) => `${group.toString(16)}:`).join("");
}
