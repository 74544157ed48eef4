import { printable } from "djblint-grammars/text";
import { OUT, wayOut } from "../relay-way.js";
import { defineRule } from "../rule.js";
import { lineRemoval } from "./line-removal.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM318",
  name: "percenthack-accepted",
  language: "control",
  severity: "error",
  category: "relay",
  security: true,
  since: "0.1",
  what: "Mail for a domain in percenthack is taken from anybody",
  why: "qmail-smtpd does not look at a %, and qmail-send makes user@elsewhere of user%elsewhere@domain: strangers reach every domain that way",
  silent: "Without rcpthosts, where the relay is open anyhow",
  sources: ["qmail specification A7, D2", "measured: end-to-end-022"],
  fixable: "unsafe",
  messages: {
    accepted: {
      text: "open relay: rcpthosts lets mail for {domain} in, so anybody can send to user%elsewhere@{domain}, which goes to user@elsewhere",
      help: "delete percenthack; nobody needs such addresses any more",
    },
    out: OUT,
    entry: { text: "this entry lets it in" },
    remove: { text: "Remove {domain} from percenthack" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/percenthack <==\nexample.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n",
  },
  on: {
    domain: {
      files: ["percenthack"],
      check: (entry, file, report) => {
        const { line, name, trouble, mail } = entry;
        if (trouble !== undefined || /^(\.|$)/.test(name.text)) return;
        const { accepting } = entry;
        if (!mail || !accepting) return;
        const params = { domain: printable(name.text) };
        report({
          at: name,
          message: "accepted",
          params,
          related: [...otherPlace(mail.place(accepting), "entry"), ...wayOut(mail)],
          fixes: lineRemoval(line.line, file, { title: "remove", params, safety: "unsafe" }),
        });
      },
    },
  },
});
