import { printable, withoutBlanks } from "djblint-grammars/text";
import { forwardOf, withoutQuotes } from "../../model/control/delivery-text.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM802",
  name: "path-as-address",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A path in a .qmail file begins with neither a dot nor a slash",
  why: "qmail-local takes every other line for an address: ~, $HOME, quotes and blanks in front mean nothing to it, and the mail bounces",
  sources: ["qmail specification Q2", "measured: dot-qmail-007, -018, -025"],
  fixable: "unsafe",
  messages: {
    path: {
      text: 'mail is forwarded to the address "{found}" instead of delivered there: a path begins with . or /',
      help: "write ./Maildir/ for the Maildir in the home of the user",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "Maildir/\n",
    good: "./Maildir/\n",
  },
  on: {
    lines: {
      instruction: (line, _file, report) => {
        const forward = forwardOf(line);
        if (forward?.trouble !== "path") return;
        const { address } = forward;
        const instead = pathOf(withoutQuotes(withoutBlanks(address.text)));
        const span = { start: line.whole.start, end: address.end };
        report({
          at: span,
          message: "path",
          params: { found: printable(address.text) },
          fixes: [
            {
              title: "replace",
              params: { instead: printable(instead) },
              safety: "unsafe",
              edits: [{ span, newText: instead }],
            },
          ],
        });
      },
    },
  },
});

/** qmail-local works in the home of the user. */
function pathOf(text: string): string {
  if (/^\.{0,2}\//.test(text)) return text;
  return `./${text.replace(/^(~|\$\{?HOME\}?)\//, "")}`;
}
