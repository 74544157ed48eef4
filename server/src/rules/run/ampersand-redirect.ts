import type { Span } from "djblint-grammars/text";
import type { Edit } from "../rule.js";
import { defineRule } from "../rule.js";

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
  silent: "When bash, ksh or zsh reads the script",
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
      const lists = [...(tree.shell === "sh" ? [tree] : []), ...service.scripts.filter(({ shell }) => shell === "sh")];
      for (const { bashForms } of lists) {
        for (const form of bashForms) {
          if (form.kind !== "both-streams-redirect") continue;
          const edits = rewritten(form, text.bytes);
          report({ at: form, message: "background", fixes: [{ title: "rewrite", safety: "unsafe", edits }] });
        }
      }
    },
  },
});

const BLANK = 32;
const GREATER = 62;
const SEPARATORS: ReadonlySet<number> = new Set([...";&|<>()"].map((sign) => sign.charCodeAt(0)));

/** Without the `&`, and with `2>&1` behind the word that follows. */
function rewritten({ start, end }: Span, bytes: Uint8Array): Edit[] {
  // `&>>` appends.
  let behind = bytes[end] === GREATER ? end + 1 : end;
  while (bytes[behind] === BLANK) behind++;
  while (bytes[behind] > BLANK && !SEPARATORS.has(bytes[behind])) behind++;
  return [
    { span: { start, end: start + 1 }, newText: "" },
    { span: { start: behind, end: behind }, newText: " 2>&1" },
  ];
}
