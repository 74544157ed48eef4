import { registeredDomain } from "../../model/public-suffix.js";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { shown } from "../../model/tcprules/access-file.js";
import { defineRule } from "../rule.js";
import { replaceAddress } from "./dead-address.js";

export default defineRule({
  code: "TR008",
  name: "domain-as-host",
  language: "tcprules",
  severity: "info",
  category: "address",
  security: true,
  since: "0.1",
  what: "A name of two labels, or three such as example.co.uk, stands behind =, as a domain would",
  why: "=example.org is the client of exactly that name; clients below the domain are asked for as =.example.org",
  silent: "For longer names, and when the file names a domain such as =.example.net as well",
  sources: ["tcprules specification R40, trap 8"],
  fixable: "unsafe",
  messages: {
    host: {
      text: "{address} matches the client of exactly that name, none with a longer name such as mail.{name}",
      help: "write {instead} for all names below {name}",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: "=example.org:deny\n:allow\n",
    good: "=.example.org:deny\n:allow\n",
  },
  on: {
    address: {
      kinds: [AddressKind.TwoLabelHost, AddressKind.Host],
      matterIn: ({ table }) => table.countOf(AddressKind.Domain) === 0,
      check: (rule, access, report) => {
        const address = shown(access, rule.address);
        const name = address.slice(1);
        if (!name.includes(".") || registeredDomain(name) !== name) return;
        const params = { address, name, instead: `=.${name}` };
        report({ at: rule.address, message: "host", params, fixes: [replaceAddress(rule, params.instead)] });
      },
    },
  },
});
