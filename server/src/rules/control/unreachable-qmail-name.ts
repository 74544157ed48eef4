import { printable } from "djblint-grammars/text";
import { isCopyName } from "../../model/control/control-names.js";
import { namesBeside } from "../../model/control/control-source.js";
import { safeExtension } from "../../model/control/dot-qmail.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM808",
  name: "unreachable-qmail-name",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "The name of a .qmail file has upper-case letters or a dot in the extension, or an underscore in front of it",
  why:
    "qmail-local makes the extension lower case and its dots colons before it looks for the file, so it never finds this one. " +
    "Behind .qmail it looks for a hyphen",
  silent:
    "For copies (.qmail-joe.bak); about underscores unless files with a hyphen are beside it, and none for the same address",
  sources: ["qmail specification Q5", "measured: dot-qmail-043 to -046"],
  fixable: "none",
  messages: {
    never: {
      text: "{file} is never used: for this address qmail-local looks for {wanted}",
      help: "rename the file to {wanted}",
    },
    underscore: {
      text: "{file} is never used: the files of other addresses beside it have a hyphen behind .qmail",
      help: "rename the file to {wanted}",
      severity: "warning",
    },
  },
  example: {
    bad: "==> alias/.qmail-first.last <==\n&joe@example.org\n",
    good: "==> alias/.qmail-first:last <==\n&joe@example.org\n",
  },
  on: {
    file: (file, report) => {
      const [, sign = "", extension = ""] = /^\.qmail([-_])(.+)$/.exec(file.name) ?? [];
      const wanted = `.qmail-${safeExtension(extension)}`;
      if (extension === "" || wanted === file.name || isCopyName(file.name.slice(1))) return;
      const names = sign === "_" ? (namesBeside(file) ?? []) : [];
      if (sign === "_" && (names.includes(wanted) || !names.some((name) => name.startsWith(".qmail-")))) return;
      report({
        at: { start: 0, end: 0 },
        message: sign === "_" ? "underscore" : "never",
        params: { file: printable(file.name), wanted: printable(wanted) },
      });
    },
  },
});
