import { printable } from "djblint-grammars/text";
import { completedHost } from "../../model/control/mail-inject.js";
import { ownNameSlip } from "../../simulate/own-name-slip.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";

export default defineRule({
  code: "QM113",
  name: "dotless-local",
  language: "control",
  severity: "info",
  category: "names",
  since: "0.1",
  what: "A name without a dot in locals is not what programs of this host send to",
  why: "qmail-inject adds defaultdomain, or me, to names without a dot: mail to root@localhost leaves it as root@localhost.example.org",
  silent:
    "When the longer name is local or virtual too, when what is added is a slip for a name of this host (QM841), and where some files may be missing",
  sources: ["qmail specification I3", "measured: inject-rewriting-006"],
  fixable: "unsafe",
  messages: {
    longer: {
      text: "mail that programs of this host send to {name} is not local: qmail-inject makes {longer} of it, which is neither in locals nor in virtualdomains",
      help: "add {longer} to locals, if anybody writes to {name}",
    },
    default: { text: "this is added to names without a dot" },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nlocalhost\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/defaultdomain <==\nexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nlocalhost\nlocalhost.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/defaultdomain <==\nexample.org\n",
  },
  on: {
    domain: {
      files: ["locals"],
      check: ({ name, trouble, mail }, _file, report) => {
        const { text } = name;
        if (trouble !== undefined || !/^[\w-]+$/.test(text)) return;
        const added = mail?.isWhole ? mail.directory.value("defaultdomain") : undefined;
        if (!mail || added?.file === undefined || added.text === "") return;
        const longer = completedHost(text, mail.directory);
        if (longer === undefined || mail.keeps(longer)) return;
        // Of a slip in that name another rule speaks (QM841).
        const named = mail.file(added.file);
        if (named && ownNameSlip(named)) return;
        const path = mail.home.controlPath(added.file);
        report({
          at: name,
          message: "longer",
          params: { name: printable(text), longer: printable(longer) },
          related: [{ file: path, span: { start: 0, end: 0 }, message: "default" }],
          fixes: addEntry(mail.file("locals"), longer),
        });
      },
    },
  },
});
