import { printable } from "djblint-grammars/text";
import type { NameTrouble } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";

const MESSAGES: Readonly<Partial<Record<NameTrouble, string>>> = {
  "trailing-dot": "label",
  "empty-label": "label",
  address: "address",
  network: "address",
  url: "text",
  negation: "text",
  pattern: "text",
  characters: "text",
};

/** What other mailers write for the default route. No domain is called so. */
const MEANS_ALL = /^(default|all|any|everything|else|others?)$/i;

export default defineRule({
  code: "QM423",
  name: "empty-label-in-route-key",
  language: "control",
  severity: "warning",
  category: "routes",
  since: "0.1",
  what: "A key of smtproutes ends in a dot, is a dot, has two dots in a row, or is otherwise no domain",
  why: "Keys are compared as text with the domain of the recipient, and no usual domain is written so",
  sources: ["qmail specification T1, T2", "measured: smtproutes-routing-086"],
  fixable: "none",
  messages: {
    label: {
      text: '"{found}" matches only hosts that are written with that dot, and no usual address is',
      help: "leave out the dot; the default route has an empty key",
    },
    address: {
      text: '"{found}" matches no domain: recipients have their address in brackets, and routes are not looked up by network',
      help: "write the domain, or the address of recipients such as joe@[192.0.2.1] in brackets",
    },
    text: {
      text: '"{found}" matches no domain, and the line counts for nothing: keys are compared as text',
      help: "write example.org:RELAY for a domain, .example.org:RELAY for all hosts below it, :RELAY for all others",
      severity: "error",
    },
    word: {
      text: '"{found}" is taken for the name of a domain, and the line counts for no other: the default route has an empty key',
      help: "write :RELAY for all domains without a route of their own",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org.:[192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    domain: {
      files: ["smtproutes"],
      check: ({ name, trouble }, _file, report) => {
        const message = trouble === undefined ? (MEANS_ALL.test(name.text) ? "word" : undefined) : MESSAGES[trouble];
        if (message) report({ at: name, message, params: { found: printable(name.text) } });
      },
    },
  },
});
