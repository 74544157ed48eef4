import { printable } from "djblint-grammars/text";
import { entryText } from "../../model/control/entry-text.js";
import { defineRule } from "../rule.js";

const HOST_FILES = new Set([
  "me",
  "helohost",
  "idhost",
  "localiphost",
  "bouncehost",
  "doublebouncehost",
  "envnoathost",
]);

/** What other hosts are told. */
const FULL_NAMES = new Set(["me", "helohost"]);

export default defineRule({
  code: "QM102",
  name: "unlikely-host-name",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "The name in me, helohost or a file like them is no full host name",
  why: "qmail uses the text as it stands: as its name in SMTP, behind the @ of bounces and of addresses without a host",
  silent:
    "For addresses in brackets; names without a dot are taken in idhost, localiphost, bouncehost, doublebouncehost, envnoathost",
  sources: ["qmail specification section 2, T14, G1", "RFC 5321 section 4.1.1.1"],
  fixable: "none",
  messages: {
    dotless: {
      text: 'other hosts are told the name "{found}", which has no dot and is no full host name',
      help: "write the full name of the host, as the DNS has it",
    },
    nobody: {
      text: 'other hosts are told the name "{found}", which is that of no host',
      help: "write the full name of the host, as the DNS has it",
    },
    blank: {
      text: '"{found}" is used with its blank: the whole line is one name',
      help: "write one host name",
    },
    characters: {
      text: '"{found}" is used as it stands, and is no host name',
      help: "write the full name of the host, with neither user nor wildcard nor a dot at its ends",
    },
  },
  example: {
    file: "control/me",
    bad: "mail\n",
    good: "mail.example.org\n",
  },
  on: {
    lines: {
      value: (line, { name }, report) => {
        if (!HOST_FILES.has(name)) return;
        const text = entryText(line.whole)?.text ?? "";
        const message = /[\t-\r ]/.test(text) ? "blank" : isNoName(text, name) ? "characters" : undefined;
        const isDotless = FULL_NAMES.has(name) && text !== "" && !/[.[]/.test(text);
        const isNobody = FULL_NAMES.has(name) && /^localhost\.localdomain$/i.test(text);
        const found = message ?? (isDotless ? "dotless" : isNobody ? "nobody" : undefined);
        if (found) report({ at: line.whole, message: found, params: { found: printable(text) } });
      },
    },
  },
});

function isNoName(text: string, file: string): boolean {
  if (/[@*:/"'<>,;=&|]|^\.|\.$|\.\./.test(text) && !/^\[[\w:.]+\]$/.test(text)) return true;
  return FULL_NAMES.has(file) && /^\d+(\.\d+){3}$/.test(text);
}
