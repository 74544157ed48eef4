import { printable } from "djblint-grammars/text";
import type { ControlSource } from "../../model/control/control-source.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { ownNameSlip } from "../../simulate/own-name-slip.js";
import { defineRule, type Fix } from "../rule.js";
import { remoteNoHost } from "./no-host-delivery.js";

export default defineRule({
  code: "QM841",
  name: "misspelt-own-name",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The name in defaultdomain, helohost or a file like them is one letter or dot away from me, its domain or a name in locals",
  why: "qmail uses the name as it is written: senders, bounces and the host itself get a name that is nobody's, or that of a stranger",
  silent:
    "For digits and hyphens, for a plural s, for another top-level domain that there is, and for other letters in labels, or words between hyphens, of fewer than five",
  sources: ["qmail specification section 2"],
  fixable: "unsafe",
  messages: {
    slip: { text: "{found} looks like a slip for {meant}, a name of this host", help: "write {meant}" },
    returned: {
      text: "mail for recipients without @, such as root, leaves for {found} instead of staying here: is {meant} meant, a name of this host?",
      help: "write {meant}",
      severity: "error",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/helohost <==\nmailexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/helohost <==\nmail.example.org\n",
  },
  on: {
    file: (file, report) => {
      const slip = ownNameSlip(file);
      if (!slip) return;
      const { at, found, meant } = slip;
      const params = { found: printable(found), meant };
      const edits = [{ span: at, newText: meant }];
      const fixes: Fix[] = [{ title: "write", params, safety: "unsafe", edits }];
      report({ at, message: isReturned(file) ? "returned" : "slip", params, fixes });
    },
  },
});

/** Whether recipients without @ get the name, and nobody keeps it. */
function isReturned(file: ControlSource): boolean {
  const mail = mailInstallationOf(file);
  const added = mail && remoteNoHost(mail);
  return added?.file === file.name && added.fate === "returned";
}
