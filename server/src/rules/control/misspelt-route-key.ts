import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import type { FileSpan } from "../../model/tree.js";
import type { MailInstallation } from "../../simulate/mail-installation.js";
import { isNamedElsewhere } from "../../simulate/own-name-slip.js";
import { domainMeantByKey } from "../../simulate/route-key-slip.js";
import { defineRule, type Fix } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM852",
  name: "misspelt-route-key",
  language: "control",
  severity: "warning",
  category: "routes",
  since: "0.1",
  what: "A key of smtproutes is one letter or dot away from a domain of rcpthosts that has no route",
  why: "Mail for the domain that is meant is let in, and goes out by its mail exchangers, which may be this host: then it is returned",
  silent:
    "When rcpthosts lets the key in as it is written, when the zone data lead its mail here (QM310), when mail for the other domain stays here, for digits and hyphens, for a plural s, for another top-level domain that there is, and for " +
    "other letters in labels, or words between hyphens, of fewer than four",
  sources: ["qmail specification T1, T4"],
  fixable: "unsafe",
  messages: {
    slip: {
      text: "rcpthosts does not let {found} in, but {meant}, which has no route: is that meant?",
      help: "write {meant}",
    },
    list: {
      text: "mail for {found} is not let in, so that its route is for mail of this host alone: rcpthosts has {meant} in its place, which has no route",
      help: "write {found} in rcpthosts",
    },
    listed: { text: "{meant} is let in" },
    write: { text: "Write {meant}" },
    writeFound: { text: "Write {found}" },
  },
  example: {
    bad:
      "==> control/me <==\ngw.example.org\n==> control/locals <==\ngw.example.org\n" +
      "==> control/rcpthosts <==\ngw.example.org\nexample.com\n" +
      "==> control/smtproutes <==\nexampel.com:[192.0.2.7]\n",
    good:
      "==> control/me <==\ngw.example.org\n==> control/locals <==\ngw.example.org\n" +
      "==> control/rcpthosts <==\ngw.example.org\nexample.com\n" +
      "==> control/smtproutes <==\nexample.com:[192.0.2.7]\n",
  },
  on: {
    domain: {
      files: ["smtproutes"],
      check: ({ name, trouble, mail }, _file, report) => {
        const found = foldCase(name.text);
        const meant = trouble === undefined && mail ? domainMeantByKey(found, mail) : undefined;
        if (!mail || meant === undefined) return;
        const params = { found: printable(name.text), meant: printable(meant) };
        if (!isNamedElsewhere(found, mail)) {
          const edits = [{ span: name, newText: meant }];
          report({ at: name, message: "slip", params, fixes: [{ title: "write", params, safety: "unsafe", edits }] });
          return;
        }
        // Of a domain that the zone data lead here another rule speaks (QM310).
        const at = mail.refusedExchanges.some(({ domain }) => domain === found) ? undefined : listing(meant, mail);
        if (!at) return;
        const edits = [{ ...at, newText: found }];
        const fixes: Fix[] = [{ title: "writeFound", params, safety: "unsafe", edits }];
        report({ at: name, message: "list", params, related: otherPlace(at, "listed", params), fixes });
      },
    },
  },
});

function listing(domain: string, mail: MailInstallation): FileSpan | undefined {
  const entry = mail.accepting(domain);
  return entry && mail.place(entry);
}
