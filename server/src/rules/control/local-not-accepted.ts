import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { isInternetName } from "../../model/internet-name.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";
import { acceptedInstead, apart } from "./misspelt-pair.js";
import { takesNoMail } from "./service-of-mail.js";

export default defineRule({
  code: "QM301",
  name: "local-not-accepted",
  language: "control",
  severity: "error",
  category: "domains",
  since: "0.1",
  what: "A domain in locals is neither in rcpthosts nor in morercpthosts.cdb",
  why: "qmail-smtpd reads rcpthosts only: mail from outside for the domain is refused, though it would be delivered here",
  silent:
    "Without rcpthosts, when it has no entry (QM217) or only programs of the host reach qmail-smtpd, when an entry is meant for the domain and another rule says what is wrong with it, for names without a dot and names that are known on the host or its network only, for the name in " +
    "me (QM104), and for patched qmails, of which some look into locals too",
  sources: ["qmail specification A5, D3", "measured: end-to-end-011"],
  fixable: "unsafe",
  messages: {
    refused: {
      text: "mail from outside for {domain} is refused (553): it is in locals, but not in rcpthosts",
      help: "add {domain} to rcpthosts",
    },
    elsewhere: {
      text: "{domain} is in locals, but not in rcpthosts: only clients with RELAYCLIENT can send to it, and its mail exchangers are other hosts",
      help: "add {domain} to rcpthosts if one of them hands its mail on to this host",
      severity: "warning",
    },
    apart: {
      text: "mail from outside for {domain} is refused (553): it is in locals, and rcpthosts has {other} in its place, which is neither in locals nor in virtualdomains",
      help: "write the same name in both files",
    },
    other: { text: "{other} is let in" },
    write: { text: "Write {name}" },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nexample.net\n",
  },
  on: {
    domain: {
      files: ["locals"],
      check: (entry, _file, report) => {
        const { name, trouble, mail } = entry;
        if (trouble !== undefined || !isInternetName(name.text)) return;
        if (!mail?.hasRelayList || mail.isPatched || entry.accepting || takesNoMail(mail)) return;
        if (foldCase(name.text) === foldCase(mail.directory.me?.text ?? "")) return;
        const params = { domain: printable(name.text) };
        const other = acceptedInstead(name.text, mail);
        if (other) {
          const both = { ...params, other: printable(other.key) };
          report({ at: name, message: "apart", params: both, ...apart(name, name.text, other, mail) });
          return;
        }
        report({
          at: name,
          message: entry.exchange?.standing === "absent" ? "elsewhere" : "refused",
          params,
          fixes: addEntry(mail.file("rcpthosts"), name.text),
        });
      },
    },
  },
});
