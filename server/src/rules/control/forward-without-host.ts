import { printable } from "djblint-grammars/text";
import { forwardOf } from "../../model/control/delivery-text.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { ownAddressMeant } from "../../simulate/own-address-slip.js";
import { ownNameSlip } from "../../simulate/own-name-slip.js";
import { defineRule } from "../rule.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";
import { type RemoteNoHost, remoteNoHost } from "./no-host-delivery.js";

export default defineRule({
  code: "QM806",
  name: "forward-without-host",
  language: "control",
  severity: "warning",
  category: "delivery",
  since: "0.1",
  what: "A file of the user alias sends mail on to a name without @, and such names are not local",
  why: "qmail-send adds envnoathost, or me; when that is neither local nor virtual, and a route or its mail exchangers lead to another host, the mail goes there",
  silent:
    "When the added name is local or virtual, when mail for it is returned by this host (QM103, QM112), and where some control files may be missing",
  sources: ["qmail specification D1", "measured: dot-qmail-009"],
  fixable: "none",
  messages: {
    leaves: {
      text: '"{name}" means {name}@{host}, and that is not local: neither locals nor virtualdomains has {host}',
      help: "add {host} to locals, or write the whole address",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/smtproutes <==\n:relay.example.net\n" +
      "==> alias/.qmail-postmaster <==\n&joe\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> alias/.qmail-postmaster <==\n&joe\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        const forward = forwardOf(line);
        if (!forward || forward.trouble !== undefined) return;
        const { text } = forward.address;
        if (text.includes("@") || !/^[\w.+-]+$/.test(text)) return;
        const mail = mailInstallationOf(file);
        const found = mail && remoteNoHost(mail);
        // Where such mail is returned, one rule speaks of the name itself (QM103, QM112), and one of a missing @ (QM844).
        if (found?.fate !== "elsewhere" || ownAddressMeant(text, file) || isHostMisspelt(found, mail!)) return;
        report({
          at: forward.address,
          message: "leaves",
          params: { name: printable(text), host: printable(found.host) },
        });
      },
    },
  },
});

/** Whether the added name, or the line that is to keep it, has a slip: one rule speaks of that (QM841, QM301, QM302). */
function isHostMisspelt({ host, file }: RemoteNoHost, mail: MailInstallation): boolean {
  const source = mail.file(file);
  return (source && ownNameSlip(source) !== undefined) || isMisspeltElsewhere(host, mail);
}
