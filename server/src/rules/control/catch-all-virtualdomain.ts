import { printable, withoutBlanks } from "djblint-grammars/text";
import { linesAround } from "../../model/control/control-source.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM326",
  name: "catch-all-virtualdomain",
  language: "control",
  severity: "warning",
  category: "virtual domains",
  since: "0.1",
  what: "A line of virtualdomains has no domain in front of the colon",
  why: "It catches mail to every domain that is not local, the mail that your users send out too; qmail-remote and smtproutes get nothing",
  silent:
    "When other lines make exceptions, when the name tells that the mail waits for a connection (ppp, uucp and the like), " +
    "and when there is no rcpthosts, which QM327 is about",
  sources: ["qmail specification D4", "measured: delivery-decision-020, end-to-end-026"],
  fixable: "none",
  messages: {
    all: {
      text: "{user} gets all mail that is not for a domain in locals: what your users send to other hosts does not leave this one",
      help: "name the domains in front of the colon, or write the domains whose mail is to leave as exceptions: example.org:",
    },
    dead: { text: "smtproutes is never looked at" },
  },
  example: {
    file: "control/virtualdomains",
    bad: ":alias-all\n",
    good: "example.org:alias-all\n",
  },
  on: {
    lines: {
      pair: (line, file, report) => {
        if (file.name !== "virtualdomains") return;
        const user = withoutBlanks(line.value.text);
        if (line.key.text !== "" || user === "" || WAITING.test(user)) return;
        const hasException = linesAround(file).some((other) => other.kind === "pair" && other.value.text.trim() === "");
        const mail = mailInstallationOf(file);
        if (hasException || (mail?.isWhole && !mail.directory.has("rcpthosts"))) return;
        const routes = mail?.file("smtproutes");
        const related = routes ? [{ file: routes.path, span: { start: 0, end: 0 }, message: "dead" }] : [];
        report({ at: line.whole, message: "all", params: { user: printable(user) }, related });
      },
    },
  },
});

/** The manual's way for hosts that are not always connected. */
const WAITING = /ppp|uucp|dial|modem|serial|queue|etrn|turn|outgoing|hold/i;
