import { printable } from "djblint-grammars/text";
import { type NameTrouble, RELAY_LISTS } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";

const MESSAGES: Readonly<Partial<Record<NameTrouble, string>>> = {
  address: "address",
  network: "address",
  url: "text",
  colon: "colon",
  pattern: "text",
  negation: "negation",
  characters: "text",
};

export default defineRule({
  code: "QM212",
  name: "no-domain-in-rcpthosts",
  language: "control",
  severity: "error",
  category: "relay",
  security: true,
  since: "0.1",
  what: "An entry of rcpthosts or morercpthosts is an address, a network, a URL, a pattern, or has a port, a value or a sign that no domain has",
  why: "An entry is compared as text with the domain of the recipient; networks of clients belong into the rules of tcpserver",
  sources: ["qmail specification A6", "measured: smtpd-sessions-031, rcpthosts-matching-025, -033, -035, -036"],
  fixable: "none",
  messages: {
    address: {
      text: '"{found}" says nothing about clients: {file} lists domains of recipients, and this one is compared as text',
      help: "let clients relay by a rule for tcpserver that sets RELAYCLIENT; list domains here",
    },
    colon: {
      text: '"{found}" matches no domain: what stands behind the colon is part of the name',
      help: "write the domain alone",
    },
    negation: {
      text: '"{found}" excludes nothing in qmail, netqmail and notqmail: {file} has no exceptions, and ! is part of the name',
      help: "list the domains whose mail is taken, and no other",
      severity: "warning",
    },
    text: {
      text: '"{found}" matches no domain: entries are compared as text',
      help: "write example.org for the domain, .example.org for all hosts below it",
    },
  },
  example: {
    file: "control/rcpthosts",
    bad: "192.168.0.0/16\n",
    good: "example.org\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, trouble }, file, report) => {
        const message = trouble && MESSAGES[trouble];
        if (!message) return;
        report({ at: name, message, params: { found: printable(name.text), file: file.name } });
      },
    },
  },
});
