import { printable } from "djblint-grammars/text";
import { safeExtension } from "../../model/control/dot-qmail.js";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

const HELP =
  "say it in users/assign, or in {file} in the home of the user alias, which counts when no account is called so";

export default defineRule({
  code: "QM308",
  name: "user-of-local-domain",
  language: "control",
  severity: "warning",
  category: "virtual domains",
  since: "0.1",
  what: "virtualdomains holds an address of a domain that is local",
  why: "qmail-send looks into locals first: the line is never used",
  sources: ["qmail specification D6", "measured: delivery-decision-026"],
  fixable: "none",
  messages: {
    dead: {
      text: "this line is never used: {domain} is in locals, and that comes first",
      help: HELP,
    },
    byDefault: {
      text: "this line is never used: {domain} is local, as there is no file locals, and that comes first",
      help: HELP,
    },
    local: { text: "{domain} is local by this" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/virtualdomains <==\nboss@example.org:ann\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> alias/.qmail-boss <==\n&ann\n",
  },
  on: {
    domain: {
      files: ["virtualdomains"],
      check: ({ line, name, mail }, _file, report) => {
        if (line.kind !== "pair") return;
        const user = line.key.text.slice(0, Math.max(0, line.key.text.lastIndexOf("@"))).trim();
        if (user === "") return;
        const local = mail?.localBy(name.text);
        if (!mail || !local) return;
        const params = { domain: printable(name.text), file: printable(`.qmail-${safeExtension(user)}`) };
        const related = otherPlace(mail.place(local), "local", params);
        const message = local.file === "locals" ? "dead" : "byDefault";
        report({ at: line.whole, message, params, related, tags: ["unnecessary"] });
      },
    },
  },
});
