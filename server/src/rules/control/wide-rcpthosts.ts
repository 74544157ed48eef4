import { printable } from "djblint-grammars/text";
import { suffixesOfAll } from "../../model/control/broader-keys.js";
import { foldCase } from "../../model/control/control.js";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { isPublicSuffix } from "../../model/public-suffix.js";
import type { MailInstallation } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM309",
  name: "wide-rcpthosts",
  language: "control",
  severity: "warning",
  category: "domains",
  since: "0.1",
  what: "A wildcard in rcpthosts lets in more than locals and virtualdomains keep",
  why: "Mail for every other name below the domain is taken, and then goes out again: it is returned, or relayed to whoever the DNS names",
  silent:
    "When virtualdomains has a wildcard or an exception, or smtproutes a route, for the names below, for domains of which " +
    "this host keeps no name, or which it hands on themselves, as a second mail exchanger does, and for suffixes that strangers register under (QM208)",
  sources: ["qmail specification A6, D3", "measured: end-to-end-021"],
  fixable: "none",
  messages: {
    wide: {
      text: "mail for any name below {domain} is taken, but only names that locals or virtualdomains list stay here: the rest goes out again",
      help: "list the names one by one, or catch them all with {found}:user in virtualdomains",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> control/rcpthosts <==\nexample.org\n.example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nlists.example.org\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, trouble, mail }, _file, report) => {
        const { text } = name;
        if (trouble !== undefined || !/^\.[^.]/.test(text)) return;
        if (!mail?.isWhole || mail.deliveryFor(ANY_LABEL + text)?.by.kind !== "none") return;
        const domain = text.slice(1);
        if (isPublicSuffix(domain)) return;
        if (mail.accepting(domain) && !mail.keeps(domain)) return;
        const route = mail.route(ANY_LABEL + text);
        if ((route.entry !== undefined && route.entry.key !== "") || !keepsSome(mail, foldCase(text))) return;
        report({ at: name, message: "wide", params: { domain: printable(domain), found: printable(text) } });
      },
    },
  },
});

/** No file can hold it. */
const ANY_LABEL = "\n";

function keepsSome(mail: MailInstallation, suffix: string): boolean {
  return mail.tree.onceFor(mail, keepsSome, () => suffixesOfAll(namesBelowKept(mail))).has(suffix);
}

function* namesBelowKept({ directory }: MailInstallation): Generator<string> {
  for (const table of [directory.locals, directory.virtualdomains]) {
    for (const key of table?.keys() ?? []) yield `${ANY_LABEL}.${key}`;
  }
}
