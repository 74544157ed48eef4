import { printable } from "djblint-grammars/text";
import { forwardOf } from "../../model/control/delivery-text.js";
import { defineRule, type Fix } from "../rule.js";

export default defineRule({
  code: "QM805",
  name: "several-addresses",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A forward in a .qmail file holds blanks, commas, angle brackets, a comment, or quotes around it",
  why: "All that stands on the line is one address, which does not exist: the mail bounces",
  silent: "For a quoted user",
  sources: ["qmail specification Q2", "measured: dot-qmail-019 to -021"],
  fixable: "unsafe",
  messages: {
    text: {
      text: 'mail is forwarded to one address "{found}", which does not exist',
      help: "write each address on a line of its own, without blanks, brackets, quotes and comments",
    },
    split: { text: "Write each address on a line of its own" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "&joe@example.org, ann@example.net\n",
    good: "&joe@example.org\n&ann@example.net\n",
  },
  on: {
    lines: {
      instruction: (line, _file, report) => {
        const forward = forwardOf(line);
        if (forward?.trouble !== "not-one-address") return;
        const span = { start: line.whole.start, end: forward.address.end };
        report({
          at: span,
          message: "text",
          params: { found: printable(forward.address.text) },
          fixes: split(forward.address.text).map((newText) => ({
            title: "split",
            safety: "unsafe",
            edits: [{ span, newText }],
          })),
        });
      },
    },
  },
});

/** The addresses that were meant, as lines; nothing when that is not clear. */
function split(text: string): Fix["edits"][number]["newText"][] {
  const words = text.replace(/\s#.*$/s, "").split(/[\t-\r ,;]+/);
  const addresses = words
    .map((word) => /^&?(?:mailto:)?["'<]*([^\t-\r <>&"']+@[^\t-\r <>&"']+?)["'>]*$/i.exec(word)?.[1] ?? word)
    .filter((word) => word !== "");
  return addresses.length > 0 && addresses.every((word) => /^[^\t-\r <>"']+@[^\t-\r <>"']+$/.test(word))
    ? [addresses.map((address) => `&${address}`).join("\n")]
    : [];
}
