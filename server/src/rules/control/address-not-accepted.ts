import { printable } from "djblint-grammars/text";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM311",
  name: "address-not-accepted",
  language: "control",
  severity: "info",
  category: "domains",
  optIn: true,
  since: "0.1",
  what: "A name with an address of this host and without mail exchangers is not in rcpthosts",
  why: "Mail for a name without mail exchangers goes to its address: it comes here and is refused (553)",
  silent: "Where the tree does not tell the addresses of this host",
  sources: ["qmail specification A5", "measured: end-to-end-007, smtproutes-routing-011", "RFC 5321 section 5.1"],
  fixable: "none",
  messages: {
    refused: {
      text: "mail for {domain} comes to this host, for it has an address and no mail exchanger, and is refused (553)",
      help: "name a mail exchanger for {domain}, or add it to rcpthosts and locals; nothing to do if nobody writes there",
    },
    address: { text: "this leads its mail here" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n+www.example.org:192.0.2.1\n",
    good:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nwww.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nwww.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n+www.example.org:192.0.2.1\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "rcpthosts" ? mailInstallationOf(file) : undefined;
      if (!mail?.isWhole) return;
      for (const { domain, at } of mail.refusedAddresses) {
        const related = otherPlace(at, "address");
        if (!report({ at: { start: 0, end: 0 }, message: "refused", params: { domain: printable(domain) }, related })) {
          return;
        }
      }
    },
  },
});
