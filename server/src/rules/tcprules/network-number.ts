import { AddressKind } from "../../model/tcprules/access-address.js";
import { type AccessFile, shown } from "../../model/tcprules/access-file.js";
import { defineRule } from "../rule.js";
import { replaceAddress } from "./dead-address.js";

/** In a list of single addresses, one in 256 ends in 0 by chance. */
const BY_CHANCE = 50;

export default defineRule({
  code: "TR002",
  name: "network-number",
  language: "tcprules",
  severity: "warning",
  category: "address",
  security: true,
  since: "0.1",
  what: "An address ends in 0 like the number of a network, or begins with 0",
  why: "The server takes it for one single address: the hosts of the network do not match, and 0.0.0.0 is no wildcard",
  silent: `When the file names ${BY_CHANCE} times as many other single addresses: then it is one of them`,
  sources: ["tcprules specification R20, R40, trap 2"],
  fixable: "unsafe",
  messages: {
    network: {
      text: "{address} is one single address here: no other address of the network matches",
      help: "write {instead} for the whole network",
    },
    nobody: {
      text: "this rule matches nobody: no client has an address that begins with 0, and {address} is no wildcard for any address",
      help: "leave the address empty to speak of every client that no other rule names",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: "192.168.1.0:allow\n:deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.NetworkNumber, AddressKind.NoHost],
      check: (rule, access, report) => {
        const address = shown(access, rule.address);
        // A range may hold the number alone, such as 192.168.1.0-0.
        const instead = rule.address.text.replace(/(\.0(-0*)?)+$/, ".");
        if (instead.startsWith("0.")) return report({ at: rule.address, message: "nobody", params: { address } });
        if (isOneOfMany(access)) return;
        const fixes = [replaceAddress(rule, instead)];
        report({ at: rule.address, message: "network", params: { address, instead }, fixes });
      },
    },
  },
});

function isOneOfMany({ table }: AccessFile): boolean {
  return table.countOf(AddressKind.Address) >= BY_CHANCE * table.countOf(AddressKind.NetworkNumber);
}
