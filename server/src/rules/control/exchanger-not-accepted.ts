import { printable } from "djblint-grammars/text";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { MailNetwork } from "../../simulate/mail-network.js";
import { defineRule, type Related } from "../rule.js";
import { addEntry } from "./domain-added.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM310",
  name: "exchanger-not-accepted",
  language: "control",
  severity: "error",
  category: "domains",
  since: "0.1",
  what: "The zone data make this host a mail exchanger of a domain that is not in rcpthosts",
  why: "Mail for the domain comes here and is refused (553)",
  silent:
    "For domains in locals (QM301) and virtualdomains (QM302), without me or rcpthosts, and where the tree does not tell the " +
    "addresses of this host",
  sources: ["qmail specification A5", "measured: end-to-end-003"],
  fixable: "unsafe",
  messages: {
    refused: {
      text: "mail for {domain} comes to this host, by the zone data, and is refused (553): rcpthosts does not list it",
      help: "add {domain} to rcpthosts, and to locals or virtualdomains if its mail stays here; or name another mail exchanger",
    },
    exchanger: { text: "this leads its mail here" },
    other: { text: "{host}, another mail exchanger of the domain, takes its mail" },
    keeper: { text: "{host} keeps its mail, and no mail exchanger leads there" },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@lists.example.org::mail.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@lists.example.org::mail.example.org:10\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "rcpthosts" ? mailInstallationOf(file) : undefined;
      if (!mail?.isWhole) return;
      for (const { domain, at } of mail.refusedExchanges) {
        const goesOn = report({
          at: { start: 0, end: 0 },
          message: "refused",
          params: { domain: printable(domain) },
          related: [...otherPlace(at, "exchanger"), ...othersThatTake(domain, mail)],
          fixes: addEntry(file, domain),
        });
        if (!goesOn) return;
      }
    },
  },
});

/** Where other mail exchangers, or hosts that should perhaps be one, list the domain, when they are in the tree. */
function othersThatTake(domain: string, mail: MailInstallation): Related[] {
  const network = MailNetwork.of(mail.tree);
  const exchangers = new Set(
    (mail.exchange(domain)?.hosts ?? []).flatMap(({ address = "" }) => network.at(address) ?? []),
  );
  const keepers = network.hosts.filter((host) => !exchangers.has(host) && host.mail.keeps(domain));
  return [...exchangers, ...keepers].flatMap((host) => {
    const entry = host.mail === mail ? undefined : host.mail.accepting(domain);
    const message = exchangers.has(host) ? "other" : "keeper";
    return entry ? otherPlace(host.mail.place(entry), message, { host: printable(host.site.name) }) : [];
  });
}
