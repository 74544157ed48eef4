import { printable } from "djblint-grammars/text";
import { valueSpan } from "../../model/control/control-source.js";
import { isHostOfAddress } from "../../model/control/mail-address.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { ownNameSlip } from "../../simulate/own-name-slip.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM114",
  name: "localiphost-not-kept",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The name in localiphost is not in rcpthosts, or neither in locals nor in virtualdomains",
  why: "qmail-smtpd puts it in the place of an own address: mail to user@[192.0.2.1] is refused, or leaves the host",
  silent:
    "For what is no host name (QM102), or a slip for a name of this host (QM841); without rcpthosts, as to what is refused; where some files may be missing, as to what leaves",
  sources: ["qmail specification G2", "measured: smtpd-sessions-034, end-to-end-033"],
  fixable: "none",
  messages: {
    refused: {
      text: "mail to user@[address of this host] is refused (553): it becomes user@{host}, and rcpthosts does not list {host}",
      help: "add {host} to rcpthosts and locals, or delete the file: then it is the name in me",
    },
    leaves: {
      text: "mail to user@[address of this host] leaves it: it becomes user@{host}, and {host} is neither in locals nor in virtualdomains",
      help: "add {host} to locals, or delete the file: then it is the name in me",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/localiphost <==\nip.example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/localiphost <==\nmail.example.org\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "localiphost" ? mailInstallationOf(file) : undefined;
      const host = mail?.directory.value("localiphost")?.text;
      if (!mail || host === undefined || !isHostOfAddress(host) || ownNameSlip(file)) return;
      const at = valueSpan(file);
      const params = { host: printable(host) };
      if (mail.hasRelayList && !mail.accepting(host)) report({ at, message: "refused", params });
      else if (mail.isWhole && mail.deliveryFor(host)?.channel === "remote") report({ at, message: "leaves", params });
    },
  },
});
