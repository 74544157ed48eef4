import { printable } from "djblint-grammars/text";
import { valueSpan } from "../../model/control/control-source.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { ownNameSlip } from "../../simulate/own-name-slip.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";
import { remoteNoHost } from "./no-host-delivery.js";

export default defineRule({
  code: "QM112",
  name: "envnoathost-not-local",
  language: "control",
  severity: "error",
  category: "names",
  since: "0.1",
  what: "The name in envnoathost is neither in locals nor in virtualdomains",
  why: "Every recipient without @, such as root or a name in a .qmail file, gets it and leaves the host",
  silent:
    "With a route for it, for what is no host name (QM102), or a slip for a name of this host (QM841), when a line with a slip in its name was very likely meant for it (QM301, QM302, QM852), when the zone data of the tree lead its mail to another host, and where some files may be missing",
  sources: ["qmail specification D1", "measured: delivery-decision-050"],
  fixable: "unsafe",
  messages: {
    returned: {
      text: "mail for recipients without @, such as root, goes to {host}, which is neither in locals nor in virtualdomains: it is returned (5.4.6)",
      help: "add {host} to locals",
    },
    leaves: {
      text: "mail for recipients without @, such as root, leaves this host: {host} is neither in locals nor in virtualdomains",
      help: "add {host} to locals, if its mail belongs here",
      severity: "warning",
    },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/envnoathost <==\nlists.example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/envnoathost <==\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "envnoathost" ? mailInstallationOf(file) : undefined;
      const found = mail && remoteNoHost(mail);
      if (!mail || found?.file !== "envnoathost" || found.fate === "elsewhere" || found.host === "") return;
      if (ownNameSlip(file) || isMisspeltElsewhere(found.host, mail)) return;
      report({
        at: valueSpan(file),
        message: found.fate === "returned" ? "returned" : "leaves",
        params: { host: printable(found.host) },
        fixes: addEntry(mail.file("locals"), found.host),
      });
    },
  },
});
