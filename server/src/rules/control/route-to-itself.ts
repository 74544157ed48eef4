import { printable } from "djblint-grammars/text";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM413",
  name: "route-to-itself",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "The relay of a route is this host itself, and the domain is neither local nor virtual",
  why: "With a route nobody asks whether the relay is this host: it sends the mail to itself again and again, until it has gone round 100 times",
  silent:
    "With a port other than 25, where another program may listen; for addresses that neither begin with 127 nor are known to be " +
    "this host's, by the zone data, the services or site.addresses; and where some files may be missing",
  sources: ["qmail specification T9", "measured: smtproutes-routing-082 to -084, end-to-end-012"],
  fixable: "none",
  messages: {
    loop: {
      text: "mail for {domains} goes round in a loop: {relay} is this host itself",
      help: "write the host that keeps the mail, or add the domain to locals",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/smtproutes <==\nshop.example.org:[192.0.2.1]\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/smtproutes <==\nshop.example.org:[192.0.2.9]\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
  },
  on: {
    route: ({ line, host, port, trouble }, file, report) => {
      if ((trouble !== undefined && trouble !== "bare-address") || host.text === "") return;
      if (port && Number(port.text) !== SMTP) return;
      const mail = mailInstallationOf(file);
      const key = line.key.text;
      if (!mail?.isWhole || mail.keeps(key.startsWith(".") ? ANY_LABEL + key : key || ANY_LABEL)) return;
      if (!mail.isItself(host.text)) return;
      report({ at: host, message: "loop", params: { domains: domainsOf(key), relay: printable(host.text) } });
    },
  },
});

const SMTP = 25;
/** No file can hold it. */
const ANY_LABEL = "\n";

function domainsOf(key: string): string {
  if (key === "") return "all other domains";
  return key.startsWith(".") ? `every name below ${printable(key.slice(1))}` : printable(key);
}
