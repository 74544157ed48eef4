import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM110",
  name: "double-bounce-address",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "doublebounceto or bouncefrom holds an @",
  why: "qmail-send adds @ and doublebouncehost or bouncehost in any case, so the text is a user with an @ in the name",
  sources: ["qmail specification B1", "measured: delivery-decision-056"],
  fixable: "none",
  messages: {
    address: {
      text: "double bounces go to {found}@ and then doublebouncehost: qmail-send always adds the host",
      help: "write the user here, and the host in doublebouncehost",
    },
    from: {
      text: "bounces come from {found}@ and then bouncehost: qmail-send always adds the host",
      help: "write the user here, and the host in bouncehost",
    },
  },
  example: {
    file: "control/doublebounceto",
    bad: "root@example.org\n",
    good: "root\n",
  },
  on: {
    lines: {
      value: ({ whole }, { name }, report) => {
        const message = name === "doublebounceto" ? "address" : name === "bouncefrom" ? "from" : undefined;
        if (message === undefined || !whole.text.includes("@")) return;
        report({ at: whole, message, params: { found: printable(whole.text) } });
      },
    },
  },
});
