import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM110",
  name: "double-bounce-address",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "doublebounceto holds an @",
  why: "qmail-send adds @ and doublebouncehost in any case, so the text is a user with an @ in the name",
  sources: ["qmail specification B1", "measured: delivery-decision-056"],
  fixable: "none",
  messages: {
    address: {
      text: "double bounces go to {found}@ and then doublebouncehost: qmail-send always adds the host",
      help: "write the user here, and the host in doublebouncehost",
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
        if (name !== "doublebounceto" || !whole.text.includes("@")) return;
        report({ at: whole, message: "address", params: { found: printable(whole.text) } });
      },
    },
  },
});
