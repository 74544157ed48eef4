import { printable } from "djblint-grammars/text";
import { isReadByQmail } from "../../model/control/control-source.js";
import { BYTE_ORDER_MARK } from "../../model/control/entry-text.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM012",
  name: "number-not-read",
  language: "control",
  severity: "error",
  category: "numbers",
  since: "0.1",
  what: "A number file does not begin with a digit",
  why: "qmail takes the digits at the beginning of the line; without one it keeps the default, and says nothing",
  silent: "For an empty file, a comment and a byte-order mark, about which other rules speak",
  sources: ["qmail specification R9", "measured: control-reading-026 to -030, smtpd-envelopes-015 to -017"],
  fixable: "unsafe",
  messages: {
    unread: {
      text: '"{found}" is not read as a number, and the default of {default} {unit} stays: qmail wants a digit first',
      help: "begin the line with the digits of the number",
    },
    elsewhere: {
      text: '"{found}" is not read as a number by {reader}, which wants a digit first',
      help: "begin the line with the digits of the number",
      severity: "warning",
    },
    negative: {
      text: '"{found}" is not read as a number, and the default of {default} {unit} stays: qmail knows no signs',
      help: "write a number without a sign",
    },
    replace: { text: "Write {number}" },
  },
  example: {
    file: "control/databytes",
    bad: "unlimited\n",
    good: "0\n",
  },
  on: {
    lines: {
      number: (line, file, report) => {
        // What qmail with LDAP makes of words in its own files is not known.
        if (line.digits.text !== "" || file.name.startsWith("ldap")) return;
        const { whole } = line;
        const text = whole.text.trim();
        if (text === "" || text.startsWith("#") || text.startsWith(BYTE_ORDER_MARK)) return;
        const { default: standard = 0, unit = "", readers } = file.spec!;
        const params = { found: printable(whole.text), default: standard, unit, reader: readers[0] };
        const number = /^\s*\+?(\d+)$/.exec(whole.text)?.[1];
        const fixes = number
          ? [
              {
                title: "replace",
                params: { number },
                safety: "unsafe" as const,
                edits: [{ span: whole, newText: number }],
              },
            ]
          : [];
        const message = isReadByQmail(file) ? (/^[-+]\d/.test(text) ? "negative" : "unread") : "elsewhere";
        report({ at: whole, message, params, fixes });
      },
    },
  },
});
