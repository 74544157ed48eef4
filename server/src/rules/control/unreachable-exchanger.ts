import { printable } from "djblint-grammars/text";
import { addressNumber, notPublic } from "../../model/address-block.js";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM334",
  name: "unreachable-exchanger",
  language: "control",
  severity: "warning",
  category: "domains",
  since: "0.1",
  what: "The best mail exchanger of a domain that is kept here has an address that hosts elsewhere cannot reach",
  why: "Other hosts connect to themselves, or to nobody: a qmail there returns the mail (5.4.6)",
  silent:
    "When this host has no public address itself, when a line of the zone data is for some clients only, and where the tree " +
    "does not tell the addresses",
  sources: ["qmail specification T11, G3", "measured: smtproutes-routing-012, -013, -027"],
  fixable: "none",
  messages: {
    unreachable: {
      text: "mail for {domain} does not arrive: its mail exchanger has {address}, {kind}",
      help: "give {domain} a mail exchanger with a public address",
    },
    exchanger: { text: "the mail exchanger" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org:127.0.0.1:lo.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
  },
  on: {
    domain: {
      files: ["locals", "virtualdomains"],
      check: ({ name, mail, exchangeOfKept }, _file, report) => {
        const [best] = exchangeOfKept?.hosts ?? [];
        const kind = best?.address === undefined ? undefined : kindOf(best.address);
        if (!mail || !best || kind === undefined || mail.haveLocations) return;
        if (!mail.remote.ownAddresses.some((address) => kindOf(address) === undefined)) return;
        const { text } = name;
        report({
          at: name,
          message: "unreachable",
          params: { domain: printable(text), address: best.address!, kind },
          related: otherPlace(mail.lineOf(text, "mx") ?? mail.lineOf(text, "a"), "exchanger"),
        });
      },
    },
  },
});

/** Why no host elsewhere has an address. */
function kindOf(address: string): string | undefined {
  const number = addressNumber(address);
  return number === undefined ? undefined : notPublic(number);
}
