import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { entryText } from "../../model/control/entry-text.js";
import { isNameSlip } from "../../model/name-slip.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

/** Files that name a host or domain of one's own. */
const OWN_NAME_FILES: ReadonlySet<string> = new Set(
  (
    "me defaultdomain defaulthost plusdomain helohost idhost localiphost envnoathost bouncehost doublebouncehost " +
    "smtpgreeting"
  ).split(" "),
);

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
    "For digits and hyphens, for a plural s, for another top-level domain, and for other letters in labels of fewer than five",
  sources: ["qmail specification section 2"],
  fixable: "unsafe",
  messages: {
    slip: { text: "{found} looks like a slip for {meant}, a name of this host", help: "write {meant}" },
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
    lines: {
      value: (line, file, report) => {
        const entry = OWN_NAME_FILES.has(file.name) ? entryText(line.whole) : undefined;
        const mail = mailInstallationOf(file);
        // Of a greeting the first word is the name of the host.
        const [written] = entry?.text.split(/\s/) ?? [""];
        if (!entry || !mail || written === "" || isToldElsewhere(written, file.name)) return;
        const found = foldCase(written);
        const names = ownNames(mail, file.name);
        const isOwn = names.has(found) || mail.accepting(found) !== undefined;
        const meant = isOwn ? undefined : [...names].find((name) => isNameSlip(found, name, "any"));
        if (meant === undefined) return;
        const at = { start: entry.start, end: entry.start + written.length };
        const params = { found: printable(written), meant };
        const edits = [{ span: at, newText: meant }];
        report({ at, message: "slip", params, fixes: [{ title: "write", params, safety: "unsafe", edits }] });
      },
    },
  },
});

/** Of dots at the ends and in a row QM102 and QM107 speak, but not of those in a greeting. */
function isToldElsewhere(name: string, file: string): boolean {
  return file !== "smtpgreeting" && /^\.|\.\.|\.$/.test(name);
}

/** me with the domains above it, and locals; of me itself, locals alone. */
function ownNames({ directory }: MailInstallation, file: string): ReadonlySet<string> {
  const names = new Set(directory.has("locals") ? directory.locals?.keys() : []);
  const me = file === "me" ? "" : foldCase(directory.me?.text ?? "");
  for (let name = me; name.includes("."); name = name.slice(name.indexOf(".") + 1)) names.add(name);
  return names;
}
