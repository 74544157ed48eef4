import { printable } from "djblint-grammars/text";
import { OBLIGATORY_USERS } from "../../model/control/accounts.js";
import type { ControlPlace } from "../../model/control/control-source.js";
import { missingFileOf } from "../../model/control/delivery-file.js";
import { forwardOf } from "../../model/control/delivery-text.js";
import { BYTE_ORDER_MARK } from "../../model/control/entry-text.js";
import { domainOf, localPartOf } from "../../model/control/mail-address.js";
import { type MailInstallation, mailInstallationBeside, mailInstallationOf } from "../../simulate/mail-installation.js";
import { ownAddressMeant } from "../../simulate/own-address-slip.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM858",
  name: "forward-to-nobody",
  language: "control",
  severity: "warning",
  category: "delivery",
  since: "0.1",
  what: "A .qmail file sends mail on to an address of this host that nobody has",
  why: "users/assign, or the list of accounts, tells whose the address is, and his home has no .qmail file for it: the mail is returned (5.1.1)",
  silent:
    "When the address is not local here, when neither users/assign nor a list of accounts tells whose it is, when the home was not " +
    "looked into or has no .qmail file at all, for patched qmails with users in a directory, behind a byte-order mark (QM002), and about postmaster, mailer-daemon and root (QM810)",
  sources: ["qmail specification D3 to D10, Q5", "dot-qmail(5)"],
  fixable: "none",
  messages: {
    nobody: {
      text: "mail for {address} is returned (5.1.1): the home of {user} has no file {file}",
      help: "correct the address, or write {file}, with what is to happen",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> users/assign <==\n=ann:ann:1001:1001:/mail/ann:::\n+:alias:64010:65534:/var/qmail/alias:-::\n.\n" +
      "==> alias/.qmail-info <==\n&anne@example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> users/assign <==\n=ann:ann:1001:1001:/mail/ann:::\n+:alias:64010:65534:/var/qmail/alias:-::\n.\n" +
      "==> alias/.qmail-info <==\n&ann@example.org\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        const forward = forwardOf(line);
        const mail = forward && forward.trouble === undefined ? installationFor(file) : undefined;
        if (!forward || !mail?.isWhole || mail.isPatched || line.whole.text.startsWith(BYTE_ORDER_MARK)) return;
        const { address } = forward;
        // Of the name of a host in the place of an address, as ann.example.org, another rule speaks (QM844).
        if (domainOf(address.text) === undefined && mail.keeps(address.text.replace(/^[^.]*\./, ""))) return;
        const delivery = mail.delivery(address.text);
        const local = delivery?.channel === "local" ? localPartOf(delivery.address) : undefined;
        if (local === undefined || OBLIGATORY_USERS.includes(local.toLowerCase())) return;
        const missing = missingFileOf(local, mail.home);
        // Of a missing @ another rule speaks (QM844).
        if (!missing || ownAddressMeant(address.text, file)) return;
        const params = {
          address: printable(address.text),
          user: printable(missing.user),
          file: printable(missing.name),
        };
        report({ at: address, message: "nobody", params });
      },
    },
  },
});

function installationFor(file: ControlPlace): MailInstallation | undefined {
  return mailInstallationOf(file) ?? mailInstallationBeside(file);
}
