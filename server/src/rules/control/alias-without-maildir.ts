import { printable } from "djblint-grammars/text";
import { parentOf } from "../../model/tree.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM809",
  name: "alias-without-maildir",
  language: "control",
  severity: "warning",
  category: "delivery",
  since: "0.1",
  what: "A file of the user alias is empty, the default delivery goes into a maildir, and alias has none",
  why: "An empty file means the default delivery; a maildir that does not exist is not made: the mail waits, and is returned when queuelifetime has passed (4.2.1)",
  silent: "When no script tells the default delivery, and where the home of alias was not looked into",
  sources: ["qmail specification Q4, Q7"],
  fixable: "none",
  messages: {
    missing: {
      text: "mail by this file waits, and is returned in the end (4.2.1): it is empty, so the mail goes into {maildir}, and the home of alias has no such maildir",
      help: "write the address of a person who reads the mail into the file",
    },
    delivery: { text: "the default delivery" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> alias/.qmail-root <==\n" +
      '==> service/qmail-send/run <==\n#!/bin/sh\nexec env - PATH="/var/qmail/bin:$PATH" qmail-start ./Maildir/ splogger qmail\n',
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> alias/.qmail-root <==\n&joe@example.org\n" +
      '==> service/qmail-send/run <==\n#!/bin/sh\nexec env - PATH="/var/qmail/bin:$PATH" qmail-start ./Maildir/ splogger qmail\n',
  },
  on: {
    file: (file, report) => {
      if (file.shape !== "instructions" || file.text.bytes.length > 0) return;
      const mail = mailInstallationOf(file);
      const folder = parentOf(file.path);
      if (!mail || mail.home.homeFolder(mail.home.aliasHome) !== folder) return;
      const given = mail.home.defaultDelivery;
      const maildir = /^\.\/([^/\n]+)\/$/.exec(given?.text ?? "")?.[1];
      if (!given || maildir === undefined || !mail.tree.isMissing(`${folder}/${maildir}`, folder)) return;
      const span = { start: given.offset, end: given.offset + given.text.length };
      report({
        at: { start: 0, end: 0 },
        message: "missing",
        params: { maildir: printable(given.text) },
        related: [{ file: given.path, span, message: "delivery" }],
      });
    },
  },
});
