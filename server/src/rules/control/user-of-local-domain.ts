import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM308",
  name: "user-of-local-domain",
  language: "control",
  severity: "warning",
  category: "virtual domains",
  since: "0.1",
  what: "virtualdomains holds an address of a domain that is in locals",
  why: "qmail-send looks into locals first: the line is never used",
  sources: ["qmail specification D6", "measured: delivery-decision-026"],
  fixable: "none",
  messages: {
    dead: {
      text: "this line is never used: {domain} is in locals, and that comes first",
      help: "write .qmail-{user} in the home of the user alias, or name the address in users/assign",
    },
    local: { text: "{domain} is local by this" },
  },
  example: { bad: "", good: "" },
  on: {
    domain: {
      files: ["virtualdomains"],
      check: ({ line, name, mail }, _file, report) => {
        if (line.kind !== "pair") return;
        const user = line.key.text.slice(0, Math.max(0, line.key.text.lastIndexOf("@"))).trim();
        if (user === "") return;
        const local = mail?.localBy(name.text);
        if (!mail || !local) return;
        const params = { domain: printable(name.text), user: printable(user) };
        const related = otherPlace(mail.place(local), "local", params);
        report({ at: line.whole, message: "dead", params, related, tags: ["unnecessary"] });
      },
    },
  },
});
