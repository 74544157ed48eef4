import { printable } from "djblint-grammars/text";
import { addressLiteral } from "../../model/control/mail-address.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM415",
  name: "relay-without-address",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "The relay of a route is a name without an address in the zone data",
  why: "qmail-remote looks up the addresses of a relay, never its mail exchangers: without any, it returns all mail for the domain (5.1.2)",
  silent: "For names outside of the zones that the tinydns data of the tree serve",
  sources: ["qmail specification T7", "measured: smtproutes-routing-047, -050, -051"],
  fixable: "none",
  messages: {
    nothing: {
      text: "all mail by this route is returned (5.1.2): {relay} has no address in the zone data",
      help: "write a name with an address, or the address in brackets",
    },
    exchangers: {
      text: "all mail by this route is returned (5.1.2): {relay} has mail exchangers, but no address, and a relay is looked up by address only",
      help: "write the name of the mail exchanger",
    },
    exchanger: { text: "a mail exchanger" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/smtproutes <==\nexample.net:shop.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.9:mx.shop.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/smtproutes <==\nexample.net:mx.shop.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.9:mx.shop.example.org:10\n",
  },
  on: {
    route: ({ host, trouble }, file, report) => {
      if ((trouble !== undefined && !trouble.startsWith("port")) || !/^[\w.-]+\.[\w-]+$/.test(host.text)) return;
      const mail = addressLiteral(host.text) === undefined ? mailInstallationOf(file) : undefined;
      if (mail?.remote.dns.a(host.text).kind !== "nothing" || !mail.isInZone(host.text)) return;
      const isDomain = mail.remote.dns.mx(host.text).kind === "records";
      report({
        at: host,
        message: isDomain ? "exchangers" : "nothing",
        params: { relay: printable(host.text) },
        related: isDomain ? otherPlace(mail.lineOf(host.text, "mx"), "exchanger") : [],
      });
    },
  },
});
