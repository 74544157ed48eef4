import { printable } from "djblint-grammars/text";
import { isCopyName } from "../../model/control/control-names.js";
import { safeExtension } from "../../model/control/dot-qmail.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM808",
  name: "unreachable-qmail-name",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "The name of a .qmail file has upper-case letters or a dot in the extension",
  why: "qmail-local makes the extension lower case and its dots colons before it looks for the file, so it never finds this one",
  silent: "For copies (.qmail-joe.bak)",
  sources: ["qmail specification Q5", "measured: dot-qmail-043 to -046"],
  fixable: "none",
  messages: {
    never: {
      text: "{file} is never used: for this address qmail-local looks for {wanted}",
      help: "rename the file to {wanted}",
    },
  },
  example: {
    bad: "==> alias/.qmail-first.last <==\n&joe@example.org\n",
    good: "==> alias/.qmail-first:last <==\n&joe@example.org\n",
  },
  on: {
    file: ({ name }, report) => {
      const extension = /^\.qmail-(.*)$/.exec(name)?.[1] ?? "";
      const wanted = `.qmail-${safeExtension(extension)}`;
      if (extension === "" || wanted === name || isCopyName(name.slice(1))) return;
      report({
        at: { start: 0, end: 0 },
        message: "never",
        params: { file: printable(name), wanted: printable(wanted) },
      });
    },
  },
});
