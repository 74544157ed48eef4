import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM416",
  name: "relay-equals-key",
  language: "control",
  severity: "warning",
  category: "routes",
  since: "0.1",
  what: "The relay of a domain in smtproutes is the domain itself",
  why: "A relay is looked up by its address records only: the mail exchangers of the domain are passed over",
  silent: "With a port, which is a reason to write the name again",
  sources: ["qmail specification T7", "measured: smtproutes-routing-110"],
  fixable: "none",
  messages: {
    itself: {
      text: "mail for {key} goes to the address of {key} itself, and not to its mail exchangers",
      help: "write {key}: for the mail exchangers, or the host that is meant",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:example.org\n",
    good: "example.org:mail.example.org\n",
  },
  on: {
    route: (route, _file, report) => {
      if (route.port || route.trouble !== undefined || route.host.text === "") return;
      const key = route.line.key.text;
      if (foldCase(key) === foldCase(route.host.text)) {
        report({ at: route.host, message: "itself", params: { key: printable(key) } });
      }
    },
  },
});
