import { printable, type Span, withoutBlanks } from "djblint-grammars/text";
import { forwardOf, withoutQuotes } from "../../model/control/delivery-text.js";
import { defineRule, type Fix } from "../rule.js";
import { isMaildirName } from "./mailbox-name.js";

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
    sign: {
      text: 'mail is forwarded to the address "{found}" instead of delivered there: the & in front makes an address of the path',
      help: "leave out the &",
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
        const text = withoutQuotes(withoutBlanks(address.text));
        const span = { start: line.whole.start, end: address.end };
        report({
          at: span,
          message: line.whole.text[0] === "&" && isWhole(text) ? "sign" : "path",
          params: { found: printable(address.text) },
          fixes: replacement(text, span),
        });
      },
    },
  },
});

function isWhole(path: string): boolean {
  return /^\.{0,2}\//.test(path);
}

/** qmail-local works in the home of the user. Where that of another is, or what a variable holds, is not known. */
function replacement(text: string, span: Span): Fix[] {
  const path = isWhole(text) ? text : `./${text.replace(/^(~|\$HOME|\$\{HOME\})\//, "")}`;
  const instead = isMaildirName(path) ? `${path}/` : path;
  const edits = [{ span, newText: instead }];
  const params = { instead: printable(instead) };
  return /[~$]/.test(instead) ? [] : [{ title: "replace", params, safety: "unsafe", edits }];
}
