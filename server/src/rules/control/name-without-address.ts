import { printable } from "djblint-grammars/text";
import { valueSpan } from "../../model/control/control-source.js";
import { isInternetName } from "../../model/internet-name.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { ownNameSlip } from "../../simulate/own-name-slip.js";
import { defineRule } from "../rule.js";
import { isNameless, remoteNoHost } from "./no-host-delivery.js";

export default defineRule({
  code: "QM105",
  name: "name-without-address",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The name that this host calls itself has no address in the zone data, or not one of this host",
  why: "qmail-remote says it in HELO: many hosts refuse mail from a name that does not resolve, or not to the client",
  silent:
    "For names outside of the zones that the tinydns data of the tree serve, for me when helohost is there, for a slip for another name of this host (QM841), and for me where recipients without @ go out for it (QM103)",
  sources: ["qmail specification T14, G1", "RFC 5321 section 4.1.4"],
  fixable: "none",
  messages: {
    nothing: {
      text: "other hosts find no address for {host}, which this host calls itself: the zone data that serve its zone have none",
      help: "write a line ={host}: with the address of this host into the zone data, or correct the name",
    },
    other: {
      text: "{host}, which this host calls itself, is the name of another host: its address is {address}",
      help: "write a name of this host",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/helohost <==\nold.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/helohost <==\nmail.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "me" && file.name !== "helohost") return;
      const mail = mailInstallationOf(file);
      const host = mail?.directory.helohost;
      if (!mail || host?.file !== file.name || !isInternetName(host.text) || ownNameSlip(file)) return;
      if (isToldOfMe(file.name, mail)) return;
      const { dns, ownAddresses } = mail.remote;
      const answer = dns.a(host.text);
      const at = valueSpan(file);
      if (answer.kind === "nothing" && mail.isInZone(host.text))
        report({ at, message: "nothing", params: { host: printable(host.text) } });
      if (answer.kind !== "records" || ownAddresses.length === 0) return;
      if (answer.records.some((address) => ownAddresses.includes(address))) return;
      report({ at, message: "other", params: { host: printable(host.text), address: answer.records[0] } });
    },
  },
});

/** Whether the rule about recipients without @ says that nobody finds the name in me (QM103). */
function isToldOfMe(file: string, mail: MailInstallation): boolean {
  const added = file === "me" ? remoteNoHost(mail) : undefined;
  return added?.file === "me" && added.fate !== "elsewhere" && isNameless(added.host, mail);
}
