import { printable } from "djblint-grammars/text";
import { suffixesOfAll } from "../../model/control/broader-keys.js";
import { foldCase } from "../../model/control/control.js";
import type { DomainEntry } from "../../model/control/domain-entry.js";
import { isInternetName } from "../../model/internet-name.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";

export default defineRule({
  code: "QM302",
  name: "virtual-not-accepted",
  language: "control",
  severity: "error",
  category: "domains",
  since: "0.1",
  what: "A domain in virtualdomains is neither in rcpthosts nor in morercpthosts.cdb",
  why: "qmail-smtpd reads rcpthosts only: mail from outside for the domain is refused, though a local user would get it",
  silent:
    "Without rcpthosts, for names without a dot and names that are known on the host or its network only, for exceptions, " +
    "for addresses of a domain that is an exception, for domains that are in locals too (QM307), for wildcards when " +
    "rcpthosts lists a host below, and for patched qmails",
  sources: ["qmail specification A5, D4", "measured: end-to-end-019"],
  fixable: "unsafe",
  messages: {
    refused: {
      text: "mail from outside for {domain} is refused (553): it is in virtualdomains, but not in rcpthosts",
      help: "add {domain} to rcpthosts",
    },
    add: { text: "Add {entry} to {file}" },
  },
  example: { bad: "", good: "" },
  on: {
    file: (file, report) => {
      const mail = file.name === "virtualdomains" ? mailInstallationOf(file) : undefined;
      if (!mail?.hasRelayList || mail.isPatched) return;
      const said = new Set<string>();
      for (const entry of file.domains) {
        const { text } = entry.name;
        if (said.has(foldCase(text)) || !isRefused(entry, mail)) continue;
        said.add(foldCase(text));
        report({
          at: entry.name,
          message: "refused",
          params: { domain: printable(text) },
          fixes: addEntry(mail.file("rcpthosts"), text),
        });
      }
    },
  },
});

function isRefused({ line, name, trouble }: DomainEntry, mail: MailInstallation): boolean {
  if (trouble !== undefined || line.kind !== "pair" || line.value.text.trim() === "") return false;
  const { text } = name;
  if (!isInternetName(text.replace(/^\./, "")) || mail.accepting(text)) return false;
  if (mail.directory.locals?.find(text)) return false;
  // The domain is kept elsewhere, and the address is a short cut for mail of this host.
  if (line.key.text.includes("@") && mail.deliveryFor(text)?.by.kind === "exception") return false;
  return !text.startsWith(".") || !listsBelow(mail, foldCase(text));
}

function listsBelow(mail: MailInstallation, suffix: string): boolean {
  return mail.tree.onceFor(mail, listsBelow, () => suffixesOfAll(listedKeys(mail))).has(suffix);
}

function* listedKeys({ directory }: MailInstallation): Generator<string> {
  for (const table of [directory.rcpthosts, directory.moreRcpthosts]) yield* table?.keys() ?? [];
}
