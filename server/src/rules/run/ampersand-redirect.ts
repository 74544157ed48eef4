import type { List } from "djblint-grammars/run/tree";
import { wordsOf } from "djblint-grammars/run/walk";
import type { Span } from "djblint-grammars/text";
import { swappedRedirect } from "../../model/run/broken-redirect.js";
import { isReadBySh } from "../../model/run/shell-asked.js";
import { defineRule, type Edit } from "../rule.js";

export default defineRule({
  code: "RS016",
  name: "ampersand-redirect",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "&> in a script that sh reads",
  why:
    "Only bash knows &>. dash and other POSIX shells read & and > as two things: the program runs in the background " +
    "with its output where it was, the file is made empty, the script ends, and supervise starts the next copy",
  silent: "When bash, ksh or zsh reads the script, when it asks for $BASH_VERSION, and for 2&>1 (RS113)",
  sources: ["run script specification R16", "dash 0.5.12"],
  fixable: "unsafe",
  messages: {
    background: {
      text: "sh reads &> as & and >: the command goes to the background, and the script goes on without waiting for it",
      help: "write >FILE 2>&1",
    },
    rewrite: { text: "Write > and 2>&1" },
  },
  example: {
    bad: "#!/bin/sh\nexec /usr/local/bin/webd &>/dev/null\n",
    good: "#!/bin/sh\nexec /usr/local/bin/webd >/dev/null 2>&1\n",
  },
  on: {
    script: ({ tree, service, text }, report) => {
      const lists = [...(isReadBySh(tree) ? [tree] : []), ...service.scripts.filter(({ shell }) => shell === "sh")];
      for (const { bashForms, list } of lists) {
        for (const form of bashForms) {
          // Of 2&>1 another rule speaks (RS113).
          if (form.kind !== "both-streams-redirect" || swappedRedirect(text.bytes, form.start)) continue;
          const edits = rewritten(form, list, text.bytes);
          report({ at: form, message: "background", fixes: [{ title: "rewrite", safety: "unsafe", edits }] });
        }
      }
    },
  },
});

const BLANK = 32;
const GREATER = 62;

/** Without the `&`, and with `2>&1` behind the word that follows. */
function rewritten({ start, end }: Span, list: List, bytes: Uint8Array): Edit[] {
  // `&>>` appends.
  let behind = bytes[end] === GREATER ? end + 1 : end;
  while (bytes[behind] === BLANK) behind++;
  const target = wordsOf(list).find((word) => word.start === behind)?.end ?? behind;
  return [
    { span: { start, end: start + 1 }, newText: "" },
    { span: { start: target, end: target }, newText: " 2>&1" },
  ];
}
