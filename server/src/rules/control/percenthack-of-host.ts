import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { OUT, wayOut } from "../relay-way.js";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM319",
  name: "percenthack-of-host",
  language: "control",
  severity: "error",
  category: "relay",
  security: true,
  since: "0.1",
  what: "percenthack holds the name that recipients without @ get",
  why: "qmail-smtpd takes every recipient without @; qmail-send adds envnoathost, or me, and then makes user@elsewhere of user%elsewhere",
  silent:
    "Without rcpthosts, where the relay is open anyhow; and where rcpthosts lists the name, so that percenthack-accepted says it",
  sources: ["qmail specification A5, D1, D2", "measured: end-to-end-023, delivery-decision-045"],
  fixable: "none",
  messages: {
    own: {
      text: "open relay: recipients without @ are taken from anybody and get @{domain}, so user%elsewhere goes to user@elsewhere",
      help: "delete percenthack; nobody needs such addresses any more",
    },
    out: OUT,
    added: { text: "this name is added to recipients without @" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nexample.org\n==> control/percenthack <==\nmail.example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n",
  },
  on: {
    domain: {
      files: ["percenthack"],
      check: (entry, _file, report) => {
        const { name, mail } = entry;
        if (!mail?.hasRelayList || entry.accepting) return;
        const added = mail.directory.value("envnoathost");
        if (added?.file === undefined || foldCase(added.text) !== foldCase(name.text)) return;
        const related = [...otherPlace(mail.place(added), "added"), ...wayOut(mail)];
        report({ at: name, message: "own", params: { domain: printable(name.text) }, related });
      },
    },
  },
});
