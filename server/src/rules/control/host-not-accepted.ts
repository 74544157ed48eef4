import { printable } from "djblint-grammars/text";
import { valueSpan } from "../../model/control/control-source.js";
import { isInternetName } from "../../model/internet-name.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";
import { acceptedInstead, apart } from "./misspelt-pair.js";
import { takesNoMail } from "./service-of-mail.js";

export default defineRule({
  code: "QM104",
  name: "host-not-accepted",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The name in me is local, but not in rcpthosts",
  why: "Bounces and answers to addresses at this name, and mail to user@[address of this host], are refused from outside (553)",
  silent:
    "Without rcpthosts, when it has no entry at all (QM217) or only programs of the host reach qmail-smtpd, when an entry is meant for the domain and another rule says what is wrong with it, for names that are no names of the internet, and for patched " +
    "qmails, of which some look into locals too",
  sources: ["qmail specification M6, G2", "measured: smtpd-sessions-034"],
  fixable: "unsafe",
  messages: {
    refused: {
      text: "mail from outside for {host}, such as to postmaster@{host}, is refused (553): rcpthosts does not list it",
      help: "add {host} to rcpthosts",
    },
    apart: {
      text: "mail from outside for {host} is refused (553): it is local, and rcpthosts has {other} in its place, which is neither in locals nor in virtualdomains",
      help: "write the same name in both files",
    },
    other: { text: "{other} is let in" },
    write: { text: "Write {name}" },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "me" ? mailInstallationOf(file) : undefined;
      if (!mail?.isWhole || !mail.hasRelayList || takesNoMail(mail) || mail.isPatched) return;
      const host = mail.directory.me!.text;
      if (!isInternetName(host) || mail.accepting(host) || !mail.keeps(host)) return;
      const at = valueSpan(file);
      const params = { host: printable(host) };
      const other = acceptedInstead(host, mail);
      if (other) {
        const both = { ...params, other: printable(other.key) };
        report({ at, message: "apart", params: both, ...apart(at, host, other, mail) });
        return;
      }
      report({ at, message: "refused", params, fixes: addEntry(mail.file("rcpthosts"), host) });
    },
  },
});
