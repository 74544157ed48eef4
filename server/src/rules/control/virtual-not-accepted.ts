import { printable } from "djblint-grammars/text";
import { suffixesOfAll } from "../../model/control/broader-keys.js";
import { foldCase } from "../../model/control/control.js";
import type { DomainEntry } from "../../model/control/domain-entry.js";
import { isInternetName } from "../../model/internet-name.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";
import { acceptedInstead, apart } from "./misspelt-pair.js";
import { takesNoMail } from "./service-of-mail.js";

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
    "Without rcpthosts, when it has no entry (QM217) or only programs of the host reach qmail-smtpd, when an entry is meant for the domain and another rule says what is wrong with it, for names without a dot and names that are known on the host or its network only, for exceptions, " +
    "for addresses of a domain that is an exception or whose mail exchangers are other hosts, for domains that are in locals too (QM307), for wildcards when " +
    "rcpthosts lists a host below, and for patched qmails",
  sources: ["qmail specification A5, D4", "measured: end-to-end-019"],
  fixable: "unsafe",
  messages: {
    refused: {
      text: "mail from outside for {domain} is refused (553): it is in virtualdomains, but not in rcpthosts",
      help: "add {domain} to rcpthosts",
    },
    elsewhere: {
      text: "{domain} is in virtualdomains, but not in rcpthosts: only clients with RELAYCLIENT can send to it, and its mail exchangers are other hosts",
      help: "add {domain} to rcpthosts if one of them hands its mail on to this host",
      severity: "warning",
    },
    address: {
      text: "mail from outside for {address} is refused (553): rcpthosts does not list {domain}",
      help: "add {domain} to rcpthosts, unless the line is for mail of this host's own users alone",
      severity: "warning",
    },
    apart: {
      text: "mail from outside for {domain} is refused (553): it is in virtualdomains, and rcpthosts has {other} in its place, which is neither in locals nor in virtualdomains",
      help: "write the same name in both files",
    },
    other: { text: "{other} is let in" },
    write: { text: "Write {name}" },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/virtualdomains <==\nexample.net:joe\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/virtualdomains <==\nexample.net:joe\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "virtualdomains" ? mailInstallationOf(file) : undefined;
      if (!mail?.hasRelayList || mail.isPatched || takesNoMail(mail)) return;
      const said = new Set<string>();
      for (const entry of file.domains) {
        const { text } = entry.name;
        if (said.has(foldCase(text)) || !isRefused(entry, mail)) continue;
        said.add(foldCase(text));
        const message = messageFor(entry, mail);
        if (!message) continue;
        const params = { domain: printable(text), address: printable(keyOf(entry)) };
        const other = isAddress(entry.line) ? undefined : acceptedInstead(text, mail);
        if (other) {
          const both = { ...params, other: printable(other.key) };
          report({ at: entry.name, message: "apart", params: both, ...apart(entry.name, text, other, mail) });
          continue;
        }
        report({
          at: entry.name,
          message,
          params,
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
  // A line about the whole domain speaks for its addresses; an exception says that it is kept elsewhere.
  if (isAddress(line) && mail.deliveryFor(text)?.by.kind !== "none") return false;
  return !text.startsWith(".") || !listsBelow(mail, foldCase(text));
}

/** Undefined for an address of a domain whose mail goes elsewhere: a short cut for mail of this host. */
function messageFor({ line, name }: DomainEntry, mail: MailInstallation): string | undefined {
  const isElsewhere = mail.exchange(name.text)?.standing === "absent";
  if (isAddress(line)) return isElsewhere ? undefined : "address";
  return isElsewhere ? "elsewhere" : "refused";
}

function keyOf({ line }: DomainEntry): string {
  return line.kind === "entry" ? line.whole.text : line.key.text;
}

function isAddress(line: DomainEntry["line"]): boolean {
  return line.kind === "pair" && line.key.text.includes("@");
}

function listsBelow(mail: MailInstallation, suffix: string): boolean {
  return mail.tree.onceFor(mail, listsBelow, () => suffixesOfAll(listedKeys(mail))).has(suffix);
}

function* listedKeys({ directory }: MailInstallation): Generator<string> {
  for (const table of [directory.rcpthosts, directory.moreRcpthosts]) yield* table?.keys() ?? [];
}
