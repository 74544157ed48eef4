import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { addressLiteral } from "../../model/control/mail-address.js";
import { areSameLists } from "../../model/memo.js";
import { isNameSlip } from "../../model/name-slip.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { isNamedElsewhere, ownDomains } from "../../simulate/own-name-slip.js";
import { domainMeantByKey } from "../../simulate/route-key-slip.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM861",
  name: "misspelt-relay",
  language: "control",
  severity: "warning",
  category: "routes",
  since: "0.1",
  what: "The domain of a relay in smtproutes is one letter or dot away from one of this host, or from the domain in front of the colon",
  why: "qmail-remote looks up the address of the relay as it is written: when there is no such host, all mail by the route is returned (5.1.2), else a stranger gets it",
  silent:
    "When the zone data know the relay, when the domain is let in or has a route as it is written, for digits and hyphens, for a plural s, for another " +
    "top-level domain that there is, for other letters in labels, or words between hyphens, of fewer than five, and of this host's domains where it has more than 100",
  sources: ["qmail specification T7, T8"],
  fixable: "unsafe",
  messages: {
    own: {
      text: "{relay} is a host of {found}, which looks like a slip for {meant}, a domain of this host",
      help: "write {host}",
    },
    key: {
      text: "{relay} is a host of {found}, and the line is for {meant}: one of the two is a slip",
      help: "write the same name in both places",
    },
    ownWhole: {
      text: "{relay} looks like a slip for {meant}, a domain of this host",
      help: "write {host}",
    },
    keyWhole: {
      text: "{relay} is almost {meant}, which the line is for: one of the two is a slip",
      help: "write the same name in both places",
    },
    write: { text: "Write {host}" },
  },
  example: {
    bad:
      "==> control/me <==\nweb.example.org\n==> control/locals <==\nweb.example.org\n" +
      "==> control/smtproutes <==\n:relay.exmaple.org\n",
    good:
      "==> control/me <==\nweb.example.org\n==> control/locals <==\nweb.example.org\n" +
      "==> control/smtproutes <==\n:relay.example.org\n",
  },
  on: {
    route: ({ line, host, trouble }, file, report) => {
      if (trouble !== undefined || !/^[\w.-]+\.[\w-]+$/.test(host.text) || addressLiteral(host.text)) return;
      const mail = mailInstallationOf(file);
      const relay = foldCase(host.text);
      const own = mail && slipFor(relay, domainsOf(mail));
      const key = slipFor(relay, [foldCase(line.key.text).replace(/^\./, "")]);
      if ((!own && !key) || (mail && mail.remote.dns.a(host.text).kind !== "unknown")) return;
      const ends = own?.found === relay || key?.found === relay ? "Whole" : "";
      if (own && !isKnown(own.found, mail)) {
        // A route to this very host would be no better.
        if (ends && mail.isItself(own.meant)) return;
        const written = host.text.slice(0, host.text.length - own.found.length) + own.meant;
        const params = { relay: printable(host.text), ...own, host: printable(written) };
        const edits = [{ span: host, newText: written }];
        report({
          at: host,
          message: `own${ends}`,
          params,
          fixes: [{ title: "write", params, safety: "unsafe", edits }],
        });
        return;
      }
      // Of a key with a slip another rule speaks (QM852).
      if (key && !(mail && domainMeantByKey(foldCase(line.key.text), mail)))
        report({ at: host, message: `key${ends}`, params: { relay: printable(host.text), ...key } });
    },
  },
});

/** Of a host with more domains one is soon close to another. */
const MOST_DOMAINS = 100;

function domainsOf(mail: MailInstallation): readonly string[] {
  const find = () => {
    const domains = [...ownDomains(mail)];
    return domains.length > MOST_DOMAINS ? [] : domains;
  };
  return mail.tree.onceFor(mail, domainsOf, find, areSameLists);
}

interface DomainSlip {
  readonly found: string;
  readonly meant: string;
}

/** The end of the relay's name, and the domain that it was very likely meant to be; without a dot it has a label less. */
function slipFor(relay: string, domains: readonly string[]): DomainSlip | undefined {
  const labels = relay.split(".");
  for (const meant of domains) {
    const { length } = meant.split(".");
    if (length < 2) continue;
    const ends = [labels.slice(-length).join("."), labels.slice(1 - length).join(".")];
    const found = ends.find((end) => isNameSlip(end, meant, "any") || isNameSlip(meant, end, "any"));
    if (found !== undefined) return { found: printable(found), meant: printable(meant) };
  }
  return undefined;
}

function isKnown(domain: string, mail: MailInstallation): boolean {
  const isListed = mail.accepting(domain) !== undefined || mail.directory.smtproutes.find(domain) !== undefined;
  return isListed || isNamedElsewhere(domain, mail);
}
