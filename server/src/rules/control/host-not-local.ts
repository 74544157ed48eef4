import { printable } from "djblint-grammars/text";
import { valueSpan } from "../../model/control/control-source.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { ownNameSlip } from "../../simulate/own-name-slip.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";
import { isNameless, remoteNoHost } from "./no-host-delivery.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM103",
  name: "host-not-local",
  language: "control",
  severity: "error",
  category: "names",
  since: "0.1",
  what: "The name in me is neither in locals nor in virtualdomains, and is added to recipients without @",
  why: "With a file locals, me is not local by itself: mail to root, postmaster or a name in a .qmail file goes out, finds this host, and is returned (5.4.6)",
  silent:
    "Without locals, where me counts; when locals is empty (QM317); with a route to another host; when the zone data of the " +
    "tree lead mail for me to another host; for what is no host name (QM102), or a slip for a local name (QM841); when a line with a slip in its name was very likely meant for it (QM301, QM302, QM852); and where some files may be missing",
  sources: ["qmail specification M6, D1", "measured: delivery-decision-008, end-to-end-032"],
  fixable: "unsafe",
  messages: {
    remote: {
      text: "mail for recipients without @, such as root, goes to {host}, which is neither in locals nor in virtualdomains: it is returned (5.4.6)",
      help: "add {host} to locals",
    },
    nameless: {
      text: "mail for recipients without @, such as root, goes to {host}, which is neither in locals nor in virtualdomains, and has no address in the zone data that serve its zone: it is returned (5.1.2)",
      help: "write the name of this host into me, or give {host} an address and add it to locals",
    },
    locals: { text: "{host} is not among these" },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "me" ? mailInstallationOf(file) : undefined;
      const found = mail && remoteNoHost(mail);
      if (!mail || !found || found.file !== "me" || found.fate === "elsewhere") return;
      // Of a name that is none of a host other rules speak (QM102), and of one that was meant otherwise (QM841).
      if (!found.host.includes(".") || ownNameSlip(file) || isMisspeltElsewhere(found.host, mail)) return;
      const locals = mail.file("locals");
      const params = { host: printable(found.host) };
      const isNobody = isNameless(found.host, mail);
      report({
        at: valueSpan(file),
        message: isNobody ? "nameless" : "remote",
        params,
        related: otherPlace(locals && { file: locals.path, span: { start: 0, end: 0 } }, "locals", params),
        fixes: isNobody ? [] : addEntry(locals, found.host),
      });
    },
  },
});
