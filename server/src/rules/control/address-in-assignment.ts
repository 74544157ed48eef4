import type { Field } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { isPlaceholder } from "../../model/control/placeholder.js";
import { defineRule, type Report } from "../rule.js";

const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/@/, "host"],
  [/[\t ]/, "blank"],
  [/\*/, "star"],
];

export default defineRule({
  code: "QM830",
  name: "address-in-assignment",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "An assignment, or a line of users/mailnames or users/subusers, names a whole address, or has a blank or a * in its name",
  why:
    "qmail-lspawn looks for what stands in front of the @; for a virtual domain that is the user of virtualdomains, a " +
    "hyphen and the name. An assignment with an @, a blank or a * is found for no usual address",
  sources: ["qmail specification D4, D10, U1"],
  fixable: "none",
  messages: {
    host: {
      text: "mail for {address} does not come here: assignments are looked up by what stands in front of the @",
      help: "write the part in front of the @, behind the user of virtualdomains and a hyphen if the domain is virtual",
    },
    blank: {
      text: 'the blank is part of the name: only mail for "{address}" comes here',
      help: "write the name without blanks",
    },
    star: {
      text: '"{address}" is no wildcard: * is a letter as any other, and addresses that begin alike have a + in front',
      help: "write + and the beginning of the addresses, such as +joe-: for all that begin with joe-, +: for all others",
    },
  },
  example: {
    file: "users/assign",
    bad: "=joe@example.org:joe:507:100:/mail/joe:::\n.\n",
    good: "=joe:joe:507:100:/mail/joe:::\n.\n",
  },
  on: {
    lines: {
      assignment: ({ sign, address, uid }, _file, report) => {
        // Of comments and of lines with placeholders other rules speak (QM821, QM825).
        if (sign.text !== "#" && !isPlaceholder(uid.text)) checkAddress(address, report);
      },
      mailnames: ({ names }, _file, report) => {
        for (const name of names) checkAddress(name, report);
      },
      subuser: ({ address }, _file, report) => checkAddress(address, report),
    },
  },
});

function checkAddress(address: Field, report: Report): void {
  const message = MESSAGES.find(([sign]) => sign.test(address.text))?.[1];
  if (message) report({ at: address, message, params: { address: printable(address.text) } });
}
