import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM219",
  name: "listed-twice",
  language: "control",
  severity: "info",
  category: "domains",
  since: "0.1",
  what: "A domain is both in rcpthosts and in morercpthosts",
  why: "qmail-smtpd looks into rcpthosts first: the second entry changes nothing",
  sources: ["qmail specification A5"],
  fixable: "none",
  messages: {
    twice: { text: '"{domain}" is in rcpthosts too', help: "keep one of the two" },
    first: { text: "this is found first" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/morercpthosts <==\nexample.net\nexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/morercpthosts <==\nexample.net\n",
  },
  on: {
    domain: {
      files: ["morercpthosts"],
      check: ({ name, trouble, mail }, _file, report) => {
        if (trouble !== undefined || name.text === "") return;
        const first = mail?.directory.rcpthosts?.find(name.text);
        if (!mail || !first) return;
        const related = otherPlace(mail.place(first), "first");
        report({
          at: name,
          message: "twice",
          params: { domain: printable(name.text) },
          related,
          tags: ["unnecessary"],
        });
      },
    },
  },
});
