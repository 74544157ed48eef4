import { printable, withoutBlanks } from "djblint-grammars/text";
import { localPartOf } from "../../model/control/mail-address.js";
import type { Delivery } from "../../model/control/mail-rewrite.js";
import { virtualUserTrouble } from "../../model/control/virtual-user.js";
import type { DomainMail } from "../../simulate/domain-mail.js";
import { lackOf } from "../../simulate/virtual-user-lack.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM330",
  name: "virtual-user-unknown",
  language: "control",
  severity: "warning",
  category: "virtual domains",
  since: "0.1",
  what: "A line of virtualdomains gives its mail to a user that is not there, or that has no file for it",
  why: "Mail for user@domain goes to the local address prefix-user@domain; without an account and a .qmail file for it, it is returned (5.1.1)",
  silent:
    "For users with a dot in their name where users/assign is not among the files, when users/assign is meant to name the user, of whose lines other rules speak, when the tree does not tell which accounts there are, and where the home of the " +
    "user was not looked into, or holds no .qmail file and the accounts are not listed; but not when users/assign has almost the same name, which no other line leads to",
  sources: ["qmail specification D10, Q5"],
  fixable: "none",
  messages: {
    nobody: {
      text: "mail for {domain} is returned (5.1.1): it goes to {prefix}-..., and neither an account nor a file {file} is there for that",
      help: "correct the name, or write {file} in the home of the user alias",
    },
    noFile: {
      text: "mail for {domain} is returned (5.1.1): it goes to {prefix}-..., and the home of {user} has no file {file}",
      help: "write {file}, with what is to happen",
    },
    near: {
      text: "mail for {domain} goes to {prefix}-..., and users/assign has no line for that, but one for {near}...",
      help: "write the same name in both",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/virtualdomains <==\nexample.net:alias-jeo\n" +
      "==> alias/.qmail-joe-default <==\n&joe@example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/virtualdomains <==\nexample.net:alias-joe\n" +
      "==> alias/.qmail-joe-default <==\n&joe@example.org\n",
  },
  on: {
    domain: {
      files: ["virtualdomains"],
      check: (entry, _file, report) => {
        const { line, name, trouble, mail } = entry;
        if (trouble !== undefined || line.kind !== "pair") return;
        // Of what is no name of a user another rule speaks (QM325).
        if (line.value.text.trim() === "" || virtualUserTrouble(line)) return;
        const key = line.key.text;
        const delivery = key.includes("@") ? mail?.delivery(key) : deliveryOf(entry);
        if (!mail || delivery?.by.kind !== "virtual") return;
        const prefix = delivery.by.entry.value;
        if (prefix === "" || prefix !== withoutBlanks(line.value.text)) return;
        const lack = lackOf(prefix, localPartOf(delivery.address), key.includes("@"), mail);
        if (!lack) return;
        const params = {
          domain: printable(key.includes("@") ? key : name.text) || "any domain",
          prefix: printable(prefix),
          user: printable(lack.user),
          file: printable(lack.file),
          near: printable(lack.near),
        };
        report({ at: line.value, message: lack.message, params });
      },
    },
  },
});

function deliveryOf({ name, mail, delivery }: DomainMail): Delivery | undefined {
  return name.text.startsWith(".") ? mail?.deliveryFor(`any${name.text}`) : delivery;
}
