import { printable } from "djblint-grammars/text";
import { isCopyName } from "../../model/control/control-names.js";
import { namesBeside } from "../../model/control/control-source.js";
import { type Misnamed, misnamedFile } from "../../model/control/dot-qmail.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM808",
  name: "unreachable-qmail-name",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what:
    "The name of a .qmail file has upper-case letters or a dot in the extension, an underscore or a dot in front of it, or " +
    ":default or a misspelt default at its end",
  why:
    "qmail-local makes the extension lower case and its dots colons before it looks for the file, so it never finds this one. " +
    "Behind .qmail it looks for a hyphen. A file that ends in :default or -defualt is for the address with just that at its end, and for no other",
  silent:
    "For copies (.qmail-joe.bak); about underscores and dots unless files with a hyphen are beside it, and none for the same address; " +
    "about :default and what is a letter away from default where the file is there that would be meant",
  sources: ["qmail specification Q5", "measured: dot-qmail-043 to -046"],
  fixable: "none",
  messages: {
    never: {
      text: "{file} is never used: for this address qmail-local looks for {wanted}",
      help: "rename the file to {wanted}",
    },
    sign: {
      text: "{file} is never used: qmail-local looks for a hyphen behind .qmail, as in {wanted}",
      help: "rename the file to {wanted}",
      severity: "warning",
    },
    all: {
      text: "{file} is never used: for all addresses that begin so qmail-local looks for {wanted}",
      help: "rename the file to {wanted}",
    },
    end: {
      text: "{file} is for the address that ends in {address} alone, and not for all that begin so",
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
      const misnamed = isCopyName(file.name.slice(1))
        ? undefined
        : misnamedFile(file.name, () => namesBeside(file) ?? []);
      if (!misnamed) return;
      const address = file.name.replace(/^\.qmail-/, "").replaceAll(":", ".");
      const params = { file: printable(file.name), wanted: printable(misnamed.wanted), address: printable(address) };
      report({ at: { start: 0, end: 0 }, message: MESSAGES[misnamed.slip], params });
    },
  },
});

const MESSAGES: Readonly<Record<Misnamed["slip"], string>> = {
  letters: "never",
  sign: "sign",
  "dotted-default": "all",
  default: "end",
};
