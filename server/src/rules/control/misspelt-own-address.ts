import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import type { ControlPlace } from "../../model/control/control-source.js";
import { forwardOf } from "../../model/control/delivery-text.js";
import { domainOf, localPartOf } from "../../model/control/mail-address.js";
import { areSameLists } from "../../model/memo.js";
import { isNameSlip } from "../../model/name-slip.js";
import { type MailInstallation, mailInstallationBeside, mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

/** Of a host with more domains one is soon close to another. */
const MOST_DOMAINS = 100;

export default defineRule({
  code: "QM844",
  name: "misspelt-own-address",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A forward in a .qmail file goes to an address whose domain is one letter or dot away from one of this host, or lacks its @",
  why: "qmail-local hands the address on as it is written: the mail goes to a stranger, or comes back",
  silent:
    "For digits and hyphens, for a plural s, for another top-level domain, for other letters in labels of fewer than five, and " +
    "on hosts of more than 100 domains",
  sources: ["qmail specification Q2", "dot-qmail(5)"],
  fixable: "unsafe",
  messages: {
    domain: {
      text: "{found} is in no domain of this host: is {meant} meant?",
      help: "write {meant}, unless there is such a domain",
    },
    sign: {
      text: "{found} has no @ and is taken for a user of this host: is {meant} meant?",
      help: "write {meant}",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> alias/.qmail-staff <==\n&ann@exmaple.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> alias/.qmail-staff <==\n&ann@example.org\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        const forward = forwardOf(line);
        if (!forward || (forward.trouble !== undefined && forward.trouble !== "no-host")) return;
        const { address } = forward;
        const mail = installationFor(file);
        const slip = mail && slipIn(address.text, mail);
        if (!slip) return;
        const params = { found: printable(address.text), meant: printable(slip.meant) };
        const edits = [{ span: address, newText: slip.meant }];
        report({
          at: address,
          message: slip.message,
          params,
          fixes: [{ title: "write", params, safety: "unsafe", edits }],
        });
      },
    },
  },
});

function installationFor(file: ControlPlace): MailInstallation | undefined {
  return mailInstallationOf(file) ?? mailInstallationBeside(file);
}

function slipIn(address: string, mail: MailInstallation) {
  const domain = domainOf(address);
  const names = ownDomains(mail);
  if (names.length > MOST_DOMAINS) return undefined;
  if (domain === undefined) {
    const own = names.find((name) => address.length > name.length + 1 && foldCase(address).endsWith(name));
    const user = own && address.slice(0, -own.length).replace(/\.$/, "");
    return user ? { message: "sign" as const, meant: `${user}@${own}` } : undefined;
  }
  const written = foldCase(domain);
  // morercpthosts and wildcards let in more than the names tell.
  if (names.includes(written) || mail.accepting(written)) return undefined;
  const own = names.find((name) => isNameSlip(written, name, "any"));
  return own && { message: "domain" as const, meant: `${localPartOf(address)}@${own}` };
}

/** The domains of locals, virtualdomains and rcpthosts, longest first; each forward is held against them. */
function ownDomains(mail: MailInstallation): readonly string[] {
  return mail.tree.onceFor(mail, ownDomains, () => findDomains(mail), areSameLists);
}

function findDomains({ directory }: MailInstallation): string[] {
  const tables = [directory.locals, directory.virtualdomains, directory.rcpthosts];
  const names = new Set(tables.flatMap((table) => [...(table?.keys() ?? [])]));
  return [...names].filter((name) => /^[^.@][^@]*\.[^@]+$/.test(name)).sort((a, b) => b.length - a.length);
}
