import { printable, withoutBlanks } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { nameTrouble } from "../../model/control/domain-entry.js";
import { domainOf } from "../../model/control/mail-address.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { lineRemoval } from "./line-removal.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM414",
  name: "route-of-kept-domain",
  language: "control",
  severity: "warning",
  category: "routes",
  since: "0.1",
  what: "smtproutes has a route for a domain that is in locals or virtualdomains",
  why: "qmail-send keeps the mail here and never asks qmail-remote: the route is not used",
  silent:
    "For routes without a relay, for wildcards, and when virtualdomains makes an exception for an address of the domain; " +
    "without me, unless locals is there",
  sources: ["qmail specification D3, D4", "measured: end-to-end-001"],
  fixable: "unsafe",
  messages: {
    dead: {
      text: "this route is never used: {domain} is in {file}, so its mail stays here",
      help: "remove the line",
    },
    loop: {
      text: "this route is never used, for {domain} is in {file}; without that, it would send the mail to this host itself, in a loop",
      help: "remove the line",
    },
    kept: { text: "this keeps the mail here" },
    remove: { text: "Remove the line" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/smtproutes <==\nexample.org:[192.0.2.7]\n:[192.0.2.9]\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/smtproutes <==\n:[192.0.2.9]\n",
  },
  on: {
    route: ({ line, host }, file, report) => {
      const domain = withoutBlanks(line.key.text);
      if (host.text === "" || domain === "" || domain.startsWith(".") || nameTrouble(domain)) return;
      const mail = mailInstallationOf(file);
      if (!mail || (!mail.isWhole && !mail.directory.has("locals"))) return;
      const by = mail.deliveryFor(domain)?.by;
      if (by?.kind !== "locals" && by?.kind !== "virtual") return;
      if (by.kind === "virtual" && (by.entry.key === "" || hasException(mail, domain))) return;
      report({
        at: line.whole,
        message: mail.isItself(host.text) ? "loop" : "dead",
        params: { domain: printable(domain), file: by.entry.file ?? "locals" },
        related: otherPlace(mail.place(by.entry), "kept"),
        tags: ["unnecessary"],
        fixes: lineRemoval(line.line, file, { title: "remove", safety: "unsafe" }),
      });
    },
  },
});

function hasException(mail: MailInstallation, domain: string): boolean {
  return mail.tree.onceFor(mail, hasException, () => exceptionalDomains(mail)).has(foldCase(domain));
}

/** D4: a whole address without a user goes out. */
function exceptionalDomains({ directory }: MailInstallation): ReadonlySet<string | undefined> {
  const exceptions = directory.virtualdomains.entries().filter(({ value }) => value === "");
  return new Set(exceptions.map(({ key }) => domainOf(foldCase(key))));
}
