import { printable } from "djblint-grammars/text";
import { entriesOf } from "../../model/control/control.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";

export default defineRule({
  code: "QM317",
  name: "empty-locals",
  language: "control",
  severity: "warning",
  category: "domains",
  since: "0.1",
  what: "locals has no entry",
  why: "An empty locals is not a missing one: no domain is local, not even the name in me, and mail for it goes out and comes back",
  silent:
    "When virtualdomains keeps the mail of the name that recipients without @ get, as in set-ups where all domains are virtual, " +
    "or when there is a route for it to another host",
  sources: ["qmail specification R16", "measured: delivery-decision-006, end-to-end-042"],
  fixable: "unsafe",
  messages: {
    nothing: {
      text: "no domain is local, not even {me}: locals is there, but has no entry",
      help: "write {me} and the other domains of this host into it, or delete the file: then the name in me is local",
    },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\n# none\n" +
      "==> control/rcpthosts <==\nmail.example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "locals" || entriesOf(file.lines).length > 0) return;
      const mail = mailInstallationOf(file);
      const me = mail?.directory.me?.text;
      if (!mail || (me === undefined && mail.directory.has("virtualdomains"))) return;
      const host = mail.directory.value("envnoathost")?.text ?? "";
      const route = mail.route(host);
      if (me !== undefined && (mail.keeps(host) || (route.kind === "relay" && !mail.isItself(route.relay)))) return;
      report({
        at: { start: 0, end: 0 },
        message: "nothing",
        params: { me: me ? printable(me) : "the name of this host" },
        fixes: me ? addEntry(file, me) : [],
      });
    },
  },
});
