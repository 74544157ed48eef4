import { printable } from "djblint-grammars/text";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";
import { withoutUser } from "./domain-fix.js";

export default defineRule({
  code: "QM204",
  name: "at-in-rcpthosts",
  language: "control",
  severity: "error",
  category: "relay",
  security: true,
  since: "0.1",
  what: "An entry of rcpthosts or morercpthosts holds an @",
  why: "qmail-smtpd looks up what stands behind the last @ of a recipient, which holds none: the entry never matches",
  sources: ["qmail specification A5, A6", "measured: smtpd-sessions-023, rcpthosts-matching-013, -014"],
  fixable: "unsafe",
  messages: {
    at: {
      text: '"{found}" matches no recipient: {file} is looked up by domain, without the user and the @',
      help: "write the domain alone",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "@example.org\n",
    good: "example.org\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, trouble }, file, report) => {
        if (trouble !== "at") return;
        const params = { found: printable(name.text), file: file.name };
        report({ at: name, message: "at", params, fixes: withoutUser(name) });
      },
    },
  },
});
