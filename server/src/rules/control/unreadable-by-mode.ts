import { controlFile } from "djblint-grammars/control/files";
import type { ControlSource } from "../../model/control/control-source.js";
import { parentOf, type TreeEntry } from "../../model/tree.js";
import { defineRule } from "../rule.js";

/** Accounts of a usual installation; qmail-inject runs as whoever sends mail. */
const USERS: Readonly<Record<string, string>> = {
  "qmail-smtpd": "qmaild",
  "qmail-qmtpd": "qmaild",
  "qmail-send": "qmails",
  "qmail-remote": "qmailr",
};

const OTHERS_READ = 0o004;
const GROUP_OR_OTHERS_READ = 0o044;

export default defineRule({
  code: "QM854",
  name: "unreadable-by-mode",
  language: "control",
  severity: "warning",
  category: "files",
  since: "0.1",
  what: "Only its owner may read a control file, unlike the others beside it",
  why: "The programs of qmail run as users of their own, and give up when a control file is there that they cannot read: mail is refused, or waits",
  silent:
    "Where the modes are not known, or no other control file may be read by all; for smtproutes and files of patches, which may hold " +
    "passwords, and for those that other programs read",
  sources: ["qmail specification R1, A11", "measured: smtpd-sessions-064, -065"],
  fixable: "none",
  messages: {
    owner: {
      text: "{reader} cannot read control/{name}, unless {user} owns it, and gives up: nobody else may",
      help: "chmod 644 the file",
    },
  },
  example: {
    bad:
      "==> control/me (mode 644) <==\nmail.example.org\n" + "==> control/rcpthosts (mode 600) <==\nmail.example.org\n",
    good:
      "==> control/me (mode 644) <==\nmail.example.org\n" + "==> control/rcpthosts (mode 644) <==\nmail.example.org\n",
  },
  on: {
    file: (file, report) => {
      const { spec, around, path, text } = file;
      const user = USERS[spec?.readers[0] ?? ""];
      const mode = spec?.origin === "qmail" && user !== undefined ? around.entry(path)?.mode : undefined;
      if (
        !spec ||
        spec.name === WITH_PASSWORDS ||
        mode === undefined ||
        (mode & GROUP_OR_OTHERS_READ) !== 0 ||
        !isUnusual(file)
      )
        return;
      const params = { reader: spec.readers[0], name: spec.name, user };
      report({ at: { start: 0, end: text.lines.span(0).end }, message: "owner", params });
    },
  },
});

/** With a patch, qmail-remote finds its passwords there: who gives it the file takes it from the others. */
const WITH_PASSWORDS = "smtproutes";

/** In a copy that somebody made for himself alone no file may be read by others. */
function isUnusual({ around, path }: ControlSource): boolean {
  return around.children(parentOf(path))?.some(isOpen) ?? false;
}

function isOpen({ path, mode = 0 }: TreeEntry): boolean {
  return controlFile(path.slice(path.lastIndexOf("/") + 1))?.origin === "qmail" && (mode & OTHERS_READ) !== 0;
}
