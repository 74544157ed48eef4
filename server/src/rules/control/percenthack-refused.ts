import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM320",
  name: "percenthack-refused",
  language: "control",
  severity: "warning",
  category: "relay",
  since: "0.1",
  what: "A domain in percenthack is not in rcpthosts",
  why: "Mail from outside for user%elsewhere@domain is refused before qmail-send sees it: the entry works for mail of the own users only",
  silent: "Without rcpthosts",
  sources: ["qmail specification A5, D2", "measured: end-to-end-024"],
  fixable: "none",
  messages: {
    refused: {
      text: "{domain} works for mail of your own users only: rcpthosts does not list it, so mail from outside is refused",
      help: "remove the line; listing {domain} in rcpthosts would open the relay",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/percenthack <==\nexample.net\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n",
  },
  on: {
    domain: {
      files: ["percenthack"],
      check: (entry, _file, report) => {
        const { name, trouble, mail } = entry;
        if (trouble !== undefined || /^(\.|$)/.test(name.text)) return;
        if (!mail?.hasRelayList || entry.accepting) return;
        if (foldCase(mail.directory.value("envnoathost")?.text ?? "") === foldCase(name.text)) return;
        report({ at: name, message: "refused", params: { domain: printable(name.text) } });
      },
    },
  },
});
