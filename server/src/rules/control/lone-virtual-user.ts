import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM331",
  name: "lone-virtual-user",
  language: "control",
  severity: "warning",
  category: "virtual domains",
  since: "0.1",
  what: "virtualdomains holds an address of a domain that is let in, but neither local nor virtual itself",
  why: "Only that address stays here: mail for everybody else at the domain is taken, and goes out again",
  silent:
    "For domains that rcpthosts does not let in (QM302), with a route for the domain, and when the zone data of the tree lead " +
    "its mail to another host",
  sources: ["qmail specification D4", "measured: delivery-decision-019"],
  fixable: "none",
  messages: {
    others: {
      text: "only {address} stays here: mail for everybody else at {domain} is taken, and goes out again",
      help: "write a line {domain}: too, with the user who gets the rest",
    },
    accepted: { text: "this lets mail for {domain} in" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/virtualdomains <==\nboss@example.net:ann\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/virtualdomains <==\nboss@example.net:ann\nexample.net:joe\n",
  },
  on: {
    domain: {
      files: ["virtualdomains"],
      check: (entry, _file, report) => {
        const { line, name, mail } = entry;
        if (line.kind !== "pair" || line.value.text.trim() === "") return;
        if (line.key.text.lastIndexOf("@") <= 0) return;
        const { accepting } = entry;
        if (!mail?.isWhole || !accepting || entry.delivery?.by.kind !== "none") return;
        if (mail.route(name.text).kind === "relay") return;
        const standing = entry.exchange?.standing;
        if (standing === "absent" || standing === "backup") return;
        const params = { address: printable(line.key.text), domain: printable(name.text) };
        const related = otherPlace(mail.place(accepting), "accepted", params);
        report({ at: line.key, message: "others", params, related });
      },
    },
  },
});
