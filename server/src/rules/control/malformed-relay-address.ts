import { printable } from "djblint-grammars/text";
import { addressLiteral } from "../../model/control/mail-address.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM410",
  name: "malformed-relay-address",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "The address of a relay in smtproutes has a number above 255, not four numbers, or one bracket only",
  why: "Numbers are taken modulo 256, which is another host; anything that is no address is looked up as a name, and the mail bounces",
  sources: ["qmail specification T6, T8", "measured: smtproutes-routing-074 to -077"],
  fixable: "none",
  messages: {
    octet: {
      text: "mail for {key} goes to {address}: qmail-remote takes numbers of an address modulo 256",
      help: "write four numbers from 0 to 255",
    },
    name: {
      text: 'all mail for {key} bounces: "{found}" is no address, and no host is called so',
      help: "write four numbers in brackets, such as [192.0.2.7]",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:[192.0.2]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, _file, report) => {
      if (!/^(octet|not-four|one-bracket)$/.test(route.trouble ?? "")) return;
      const address = addressLiteral(route.host.text) ?? "";
      const params = {
        key: printable(route.line.key.text) || "any domain",
        found: printable(route.host.text),
        address,
      };
      report({ at: route.host, message: route.trouble === "octet" ? "octet" : "name", params });
    },
  },
});
