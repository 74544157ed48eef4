import { printable } from "djblint-grammars/text";
import { valueSpan } from "../../model/control/control-source.js";
import { isHostOfAddress } from "../../model/control/mail-address.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { ownNameSlip } from "../../simulate/own-name-slip.js";
import { defineRule } from "../rule.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";

export default defineRule({
  code: "QM111",
  name: "foreign-bounce-host",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "doublebouncehost or bouncehost names a domain that is not kept here",
  why:
    "Double bounces leave the host, and one that comes back is thrown away; answers to bounces go to the host that bouncehost " +
    "names",
  silent:
    "With a route for the domain, for what is no host name (QM102), or a slip for a name of this host (QM841), when a line with a slip in its name was very likely meant for it (QM301, QM302, QM852), and where some files may be missing",
  sources: ["qmail specification B1, B2"],
  fixable: "none",
  messages: {
    returned: {
      text: "double bounces go to {host}, whose mail this host returns (5.4.6): then they are thrown away",
      help: "add {host} to locals, or name a local domain",
    },
    leaves: {
      text: "double bounces leave this host for {host}: one that cannot be delivered there is thrown away",
      help: "name a local domain, unless somebody reads them there",
      severity: "info",
    },
    sender: {
      text: "bounces of this host come from {host}, which is no domain of this host",
      help: "name a domain of this host, or delete the file: then it is the name in me",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/doublebouncehost <==\nexample.net\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/doublebouncehost <==\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "doublebouncehost" && file.name !== "bouncehost") return;
      const mail = mailInstallationOf(file);
      const host = mail?.directory.value(file.name)?.text;
      if (
        !mail?.isWhole ||
        host === undefined ||
        !isHostOfAddress(host) ||
        ownNameSlip(file) ||
        isMisspeltElsewhere(host, mail) ||
        mail.deliveryFor(host)?.channel !== "remote"
      )
        return;
      if (mail.route(host).kind === "relay") return;
      const at = valueSpan(file);
      const params = { host: printable(host) };
      if (file.name === "bouncehost") {
        if (!mail.accepting(host)) report({ at, message: "sender", params });
        return;
      }
      const standing = mail.exchange(host)?.standing;
      report({ at, message: standing === "best" || standing === "shared" ? "returned" : "leaves", params });
    },
  },
});
