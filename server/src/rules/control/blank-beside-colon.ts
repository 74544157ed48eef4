import { printable } from "djblint-grammars/text";
import { entryText, isCommentAlone } from "../../model/control/entry-text.js";
import { defineRule } from "../rule.js";
import { blanksBeforeColon, removal } from "./colon-blanks.js";

export default defineRule({
  code: "QM323",
  name: "blank-beside-colon",
  language: "control",
  severity: "error",
  category: "virtual domains",
  since: "0.1",
  what: "A blank stands beside the colon in virtualdomains",
  why: "In front of the colon it is part of the key, which then never matches; behind it, part of the user, whom nobody has",
  silent: "For lines that are meant as comments",
  sources: ["qmail specification R22, D7", "measured: delivery-decision-028"],
  fixable: "unsafe",
  messages: {
    before: {
      text: '"{found}" matches no domain: the blank in front of the colon is part of the key',
      help: "leave out the blanks beside the colon",
    },
    after: {
      text: 'mail for {key} goes to the user "{found}", whom nobody has: the blank behind the colon is part of the name',
      help: "leave out the blanks beside the colon",
    },
    remove: { text: "Remove the blanks" },
  },
  example: {
    file: "control/virtualdomains",
    bad: "example.org: joe\n",
    good: "example.org:joe\n",
  },
  on: {
    lines: {
      pair: (line, { name }, report) => {
        if (name !== "virtualdomains" || !entryText(line.whole)) return;
        const before = blanksBeforeColon(line.key);
        // A comment there has a rule of its own.
        const { text } = line.value;
        const after = isCommentAlone(text) ? 0 : (/^[ \t]+(?=[^ \t\r])/.exec(text)?.[0].length ?? 0);
        const behind = { start: line.value.start, end: line.value.start + after };
        if (before) {
          const edits = [...removal(before), ...(after > 0 ? removal(behind) : [])];
          const fixes = [{ title: "remove", safety: "unsafe" as const, edits }];
          report({ at: before, message: "before", params: { found: printable(line.key.text) }, fixes });
        } else if (after > 0) {
          const params = { key: printable(line.key.text) || "any domain", found: printable(line.value.text) };
          report({
            at: behind,
            message: "after",
            params,
            fixes: [{ title: "remove", safety: "unsafe", edits: removal(behind) }],
          });
        }
      },
    },
  },
});
