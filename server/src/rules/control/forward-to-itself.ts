import { printable } from "djblint-grammars/text";
import type { ControlPlace } from "../../model/control/control-source.js";
import { deliveryFileOf } from "../../model/control/delivery-file.js";
import { localPartOf } from "../../model/control/mail-address.js";
import { type MailInstallation, mailInstallationOf, mailInstallations } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM812",
  name: "forward-to-itself",
  language: "control",
  severity: "error",
  category: "delivery",
  since: "0.1",
  what: "A .qmail file sends mail on to an address that it serves itself",
  why:
    "qmail-local writes a Delivered-To line into what it sends on, and when the mail comes back with that line it is " +
    "returned to its sender (5.4.6)",
  silent:
    "When the address is not local here, when the tree does not tell whose it is, and where an account may get the mail " +
    "instead of .qmail-default of the user alias",
  sources: ["qmail specification D3 to D10, Q5", "dot-qmail(5)"],
  fixable: "none",
  messages: {
    returns: {
      text: "mail for {address} is delivered by this very file: what is sent on comes back, and is returned as looping (5.4.6)",
      help: "write the address of another user or host, or ./Maildir/ to keep the mail here",
    },
  },
  example: { bad: "", good: "" },
  on: {
    lines: {
      instruction: (line, file, report) => {
        if (line.instruction !== "forward") return;
        const { text } = line.argument;
        if (!/^[^\t-\r <>,"\\]+$/.test(text)) return;
        const mail = installationOf(file);
        const delivery = mail?.delivery(text);
        if (!mail || delivery?.channel !== "local") return;
        if (deliveryFileOf(localPartOf(delivery.address), mail.home) !== file.path) return;
        report({ at: line.argument, message: "returns", params: { address: printable(text) } });
      },
    },
  },
});

/** Homes of users lie anywhere: they belong to the one qmail of the tree. */
function installationOf(file: ControlPlace): MailInstallation | undefined {
  const all = mailInstallations(file.around);
  return mailInstallationOf(file) ?? (all.length === 1 ? all[0] : undefined);
}
