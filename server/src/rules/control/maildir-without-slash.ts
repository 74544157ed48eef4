import { printable } from "djblint-grammars/text";
import { isProgramPath } from "../../model/control/delivery-programs.js";
import { defineRule } from "../rule.js";
import { dottedMailbox, isMaildirName } from "./mailbox-name.js";

export default defineRule({
  code: "QM803",
  name: "maildir-without-slash",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A file that is called Maildir, or a folder in one, has no slash behind it, or something behind the slash, as new or cur",
  why: "Without the slash the line means an mbox file: delivery fails when there is a folder of that name, and makes a file when there is none",
  sources: ["qmail specification Q1", "measured: dot-qmail-006"],
  fixable: "unsafe",
  messages: {
    mbox: {
      text: "{found} is written as one mbox file: a maildir has a slash at the end",
      help: "write {found}/ for a maildir",
    },
    rest: {
      text: "{found} is one path: what stands behind {maildir} is a part of its name",
      help: "write each instruction on a line of its own",
    },
    inside: {
      text: "{found} is a folder inside {maildir}, and no mailbox: delivery fails, and mail stays in the queue",
      help: "write {maildir}: qmail-local finds the folders in it by itself",
    },
    sign: {
      text: "{found} is taken for a file inside {maildir}, and is no mailbox that anybody reads",
      help: "write {maildir}",
    },
    append: { text: "Add the slash" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "./Maildir\n",
    good: "./Maildir/\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        if (line.instruction !== "mbox" && line.instruction !== "maildir") return;
        // Another rule speaks of programs without | in front.
        if (isProgramPath(line.argument.text)) return;
        const path = line.argument.text.replace(/\r$/, "");
        const end = line.argument.start + path.length;
        const at = { start: line.argument.start, end };
        const more = MORE.exec(path);
        if (more) report({ at, message: "rest", params: { found: printable(path), maildir: printable(more[1]) } });
        const sign = SIGN.exec(path);
        if (sign) report({ at, message: "sign", params: { found: printable(path), maildir: printable(sign[1]) } });
        const inside = INSIDE.exec(path);
        if (inside)
          report({ at, message: "inside", params: { found: printable(path), maildir: printable(inside[1]) } });
        // Another rule speaks of the dot, and of the slash with it (QM840).
        if (more || sign || inside || !isMaildirName(path) || dottedMailbox(path, file)) return;
        report({
          at,
          message: "mbox",
          params: { found: printable(path) },
          fixes: [{ title: "append", safety: "unsafe", edits: [{ span: { start: end, end }, newText: "/" }] }],
        });
      },
    },
  },
});

/** A maildir with something behind it that is no comment (QM004). */
const MORE = /^(\S*maildir\/)[\s;,]+[^\s#]/i;

/** A sign behind it, as at the end of a sentence. */
const SIGN = /^(.*maildir\/)[.,;:]+$/i;

/** The folders of a maildir, in which it keeps its files. */
const INSIDE = /^(.*maildir\/(?:\.[^/]+\/)?)(?:new|cur|tmp)\/?$/i;
