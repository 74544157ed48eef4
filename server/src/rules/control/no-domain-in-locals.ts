import { printable } from "djblint-grammars/text";
import type { NameTrouble } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";

const MESSAGES: Readonly<Partial<Record<NameTrouble, string>>> = {
  address: "address",
  network: "text",
  url: "text",
  colon: "colon",
  pattern: "text",
  negation: "text",
  characters: "text",
};

export default defineRule({
  code: "QM337",
  name: "no-domain-in-locals",
  language: "control",
  severity: "error",
  category: "delivery",
  since: "0.1",
  what: "An entry of locals is an address without brackets, a network, a URL, a pattern, or has a port, a value or a sign that no domain has",
  why: "The whole line is compared as text with the domain of the recipient",
  sources: ["qmail specification R19, D3", "measured: delivery-decision-016"],
  fixable: "none",
  messages: {
    address: {
      text: '"{found}" is compared as text, and recipients have their address in brackets',
      help: "write the address in brackets, [192.0.2.1], or a domain",
    },
    colon: {
      text: '"{found}" makes nothing local: the colon and what is behind it are part of the name',
      help: "write the domain alone; DOMAIN:USER belongs into virtualdomains",
    },
    text: {
      text: '"{found}" makes nothing local: entries are compared as text',
      help: "list each domain on a line of its own",
    },
  },
  example: {
    file: "control/locals",
    bad: "192.0.2.1\n",
    good: "[192.0.2.1]\n",
  },
  on: {
    domain: {
      files: ["locals"],
      check: ({ name, trouble }, _file, report) => {
        const message = trouble && MESSAGES[trouble];
        if (message) report({ at: name, message, params: { found: printable(name.text) } });
      },
    },
  },
});
