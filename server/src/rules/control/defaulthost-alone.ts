import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { valueSpan } from "../../model/control/control-source.js";
import { isHostOfAddress } from "../../model/control/mail-address.js";
import { completedHost } from "../../model/control/mail-inject.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { ownNameSlip } from "../../simulate/own-name-slip.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM115",
  name: "defaulthost-alone",
  language: "control",
  severity: "info",
  category: "names",
  since: "0.1",
  what: "There is a defaulthost, but no envnoathost",
  why: "qmail-inject adds defaulthost to addresses without @; recipients that come without @ by SMTP, or stand in .qmail files, get the name in me",
  silent:
    "When both names are the same once qmail-inject has added defaultdomain, when one is no host name, or a slip for another of this host (QM841), on hosts that send only, without rcpthosts and local domains, and where " +
    "some files may be missing",
  sources: ["qmail specification I4, I6, D1", "measured: end-to-end-008, delivery-decision-050"],
  fixable: "none",
  messages: {
    alone: {
      text: "this is added to addresses in mail from programs of this host only: recipients without @ that come by SMTP get @{me}",
      help: "write the same into envnoathost, if both are meant",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/defaulthost <==\nexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/defaulthost <==\nexample.org\n" +
      "==> control/envnoathost <==\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "defaulthost" ? mailInstallationOf(file) : undefined;
      if (!mail?.isWhole || mail.directory.has("envnoathost") || sendsOnly(mail)) return;
      // Of a slip in either name another rule speaks (QM841).
      if ([mail.file("me"), file].some((named) => named && ownNameSlip(named))) return;
      const me = mail.directory.me!.text;
      const host = mail.directory.value("defaulthost")?.text ?? "";
      if (!isHostOfAddress(host)) return;
      if (foldCase(completedHost(host, mail.directory) ?? host) === foldCase(me)) return;
      report({ at: valueSpan(file), message: "alone", params: { me: printable(me) } });
    },
  },
});

/** Nothing comes in by SMTP, and no .qmail file is read. */
function sendsOnly({ directory }: MailInstallation): boolean {
  const isSentOn = directory.has("qmqpservers") && !directory.has("locals");
  return !directory.has("rcpthosts") && (isSentOn || directory.locals?.size === 0);
}
