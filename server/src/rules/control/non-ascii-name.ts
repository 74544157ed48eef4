import type { Field } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { isReadByQmail } from "../../model/control/control-source.js";
import { BYTE_ORDER_MARK } from "../../model/control/entry-text.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "QM017",
  name: "non-ascii-name",
  language: "control",
  severity: "warning",
  category: "names",
  since: "0.1",
  what: "A domain name has letters that are not ASCII",
  why: "qmail compares bytes with what SMTP carries, and that is normally the ASCII form of the name (xn--...)",
  silent: "In smtpgreeting, in local parts, and in comments",
  sources: ["qmail specification R20", "measured: smtpd-sessions-040", "RFC 5890"],
  fixable: "none",
  messages: {
    entry: {
      text: '"{found}" matches only mail that carries these very bytes; mail programs send the ASCII form of the name',
      help: "write the ASCII form (xn--...)",
    },
    value: {
      text: 'other hosts are told the name "{found}", which is none in ASCII',
      help: "write the ASCII form (xn--...)",
    },
  },
  example: {
    file: "control/rcpthosts",
    bad: "b\xc3\xbccher.example\n",
    good: "xn--bcher-kva.example\n",
  },
  on: {
    domain: {
      check: ({ name, trouble }, _file, report) => {
        if (trouble === "non-ascii") tell("entry", name, report);
      },
    },
    lines: {
      value: ({ whole }, file, report) => {
        if (!isReadByQmail(file) || file.name === "smtpgreeting" || file.name === "doublebounceto") return;
        if (whole.text.startsWith("#") || whole.text.startsWith(BYTE_ORDER_MARK)) return;
        if (/[\x80-\xff]/.test(whole.text)) tell("value", whole, report);
      },
    },
  },
});

function tell(message: string, at: Field, report: Report): void {
  report({ at, message, params: { found: printable(at.text) } });
}
