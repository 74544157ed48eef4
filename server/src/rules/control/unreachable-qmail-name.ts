import { printable } from "djblint-grammars/text";
import { isCopyName } from "../../model/control/control-names.js";
import { type ControlPlace, namesBeside } from "../../model/control/control-source.js";
import { safeExtension } from "../../model/control/dot-qmail.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "QM808",
  name: "unreachable-qmail-name",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "The name of a .qmail file has upper-case letters or a dot in the extension, an underscore or a dot in front of it, or :default at its end",
  why:
    "qmail-local makes the extension lower case and its dots colons before it looks for the file, so it never finds this one. " +
    "Behind .qmail it looks for a hyphen. A file that ends in :default is for the address with .default at its end, and for no other",
  silent:
    "For copies (.qmail-joe.bak); about underscores and dots unless files with a hyphen are beside it, and none for the same address; " +
    "about :default beside -default",
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
    colon: {
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
      const [, sign = "", extension = ""] = /^\.qmail([-_.])(.+)$/.exec(file.name) ?? [];
      if (sign === "-" && extension.endsWith(":default")) return reportColon(file, extension, report);
      const wanted = `.qmail-${safeExtension(extension)}`;
      if (extension === "" || wanted === file.name || isCopyName(file.name.slice(1))) return;
      const names = sign === "-" ? [] : (namesBeside(file) ?? []);
      if (sign !== "-" && (names.includes(wanted) || !names.some((name) => name.startsWith(".qmail-")))) return;
      report({
        at: { start: 0, end: 0 },
        message: sign === "-" ? "never" : "sign",
        params: { file: printable(file.name), wanted: printable(wanted) },
      });
    },
  },
});

/** `.qmail-shop:default` in the place of `.qmail-shop-default` */
function reportColon(file: ControlPlace, extension: string, report: Report): void {
  const wanted = `.qmail-${extension.replace(/:default$/, "-default")}`;
  if (namesBeside(file)?.includes(wanted)) return;
  const address = extension.replaceAll(":", ".");
  const params = { file: printable(file.name), wanted: printable(wanted), address: printable(address) };
  report({ at: { start: 0, end: 0 }, message: "colon", params });
}
