import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";
import { withoutUser } from "./domain-fix.js";

export default defineRule({
  code: "QM316",
  name: "at-in-locals",
  language: "control",
  severity: "error",
  category: "delivery",
  since: "0.1",
  what: "An entry of locals holds an @",
  why: "qmail-send looks up what stands behind the last @ of a recipient, which holds none: the entry never matches",
  sources: ["qmail specification D3", "measured: delivery-decision-011"],
  fixable: "unsafe",
  messages: {
    at: {
      text: '"{found}" makes nothing local: locals is looked up by domain, without the user and the @',
      help: "write the domain alone; for one address, use virtualdomains",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/locals",
    bad: "joe@example.org\n",
    good: "example.org\n",
  },
  on: {
    domain: {
      files: ["locals"],
      check: ({ name, trouble }, _file, report) => {
        if (trouble !== "at") return;
        report({ at: name, message: "at", params: { found: printable(name.text) }, fixes: withoutUser(name) });
      },
    },
  },
});
