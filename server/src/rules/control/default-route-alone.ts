import { printable } from "djblint-grammars/text";
import { writtenRoute } from "../../model/control/written-route.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM422",
  name: "default-route-alone",
  language: "control",
  severity: "info",
  category: "routes",
  optIn: true,
  since: "0.1",
  what: "smtproutes sends all domains to one relay, without an exception",
  why: "The relay gets the mail for inner domains and for addresses in brackets too, unless they are local",
  silent: "When another line has a relay of its own, or none",
  sources: ["qmail specification T2, T3", "measured: smtproutes-routing-004, -090"],
  fixable: "none",
  messages: {
    alone: {
      text: "{relay} gets the mail for every domain that is not local, also for those that only hosts inside know",
      help: "write DOMAIN: for domains whose mail exchangers are to be used",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: ":relay.example.net\n",
    good: ":relay.example.net\ninside.example.org:\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "smtproutes") return;
      const routes = file.lines.flatMap((line) => writtenRoute(line) ?? []);
      const [route] = routes;
      if (routes.length !== 1 || route.line.key.text !== "" || route.host.text === "") return;
      report({ at: route.line.whole, message: "alone", params: { relay: printable(route.host.text) } });
    },
  },
});
