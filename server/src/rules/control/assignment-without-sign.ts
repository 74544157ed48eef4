import { printable } from "djblint-grammars/text";
import { BYTE_ORDER_MARK } from "../../model/control/entry-text.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM823",
  name: "assignment-without-sign",
  language: "control",
  severity: "error",
  category: "users",
  since: "0.1",
  what: "A line of users/assign begins with neither = nor +, or with two of them",
  why: "qmail-newu takes the first character for a =, whatever it is: the first letter of the address is lost. A second sign is part of the address",
  silent: "For lines that begin with # and for a byte-order mark, about which other rules speak",
  sources: ["qmail specification U2"],
  fixable: "unsafe",
  messages: {
    lost: {
      text: 'this line is about "{address}": qmail-newu takes the first character for the sign, and throws "{sign}" away',
      help: "begin the line with = for one address, or + for all addresses that begin so",
    },
    twice: {
      text: 'this line is about "{address}": the second sign is part of the address',
      help: "begin the line with one sign: = for one address, + for all addresses that begin so",
    },
    insert: { text: "Write = in front" },
  },
  example: {
    file: "users/assign",
    bad: "joe:joe:507:100:/home/joe:::\n.\n",
    good: "=joe:joe:507:100:/home/joe:::\n.\n",
  },
  on: {
    lines: {
      assignment: (line, _file, report) => {
        if (/[=+]/.test(line.sign.text) && /^[=+]./.test(line.address.text)) {
          const at = { start: line.sign.start, end: line.address.end };
          report({ at, message: "twice", params: { address: printable(line.address.text) } });
        }
        if (/[=+#]/.test(line.sign.text) || line.whole.text.startsWith(BYTE_ORDER_MARK)) return;
        const at = { start: line.sign.start, end: line.address.end };
        const edits = [{ span: { start: line.sign.start, end: line.sign.start }, newText: "=" }];
        report({
          at,
          message: "lost",
          params: { address: printable(line.address.text), sign: printable(line.sign.text) },
          fixes: [{ title: "insert", safety: "unsafe", edits }],
        });
      },
    },
  },
});
