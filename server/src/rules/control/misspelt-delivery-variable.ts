import { parseScript } from "djblint-grammars/run/parser";
import type { Parameter, Script } from "djblint-grammars/run/tree";
import { parametersOf, wordsOf } from "djblint-grammars/run/walk";
import { encodeLatin1, printable } from "djblint-grammars/text";
import { isLetterMoved, isOneEditAway } from "../../model/one-edit.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM860",
  name: "misspelt-delivery-variable",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A program in a .qmail file uses a variable that is one letter away from one of qmail-local, or forwards mail to DEFAULT or EXT without the $",
  why: "The shell puts nothing in the place of a variable that is not set, so that forward sends mail to an address without a user; without its $, a name stays as it is",
  silent:
    "For variables that the line sets itself, for letters more than those of the usual name or other ones, since scripts may set any others, and for numbers",
  sources: ["qmail-command(8)", "qmail-local.c", "forward(1)"],
  fixable: "unsafe",
  messages: {
    slip: {
      text: "qmail-local sets no variable {found}, and the shell puts nothing in its place: is {meant} meant?",
      help: "write {meant}, unless something else sets {found}",
    },
    dollar: {
      text: "mail is forwarded to a user who is called {found}: without its $ this is no variable",
      help: "write a $ in front of {found}",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    file: "alias/.qmail-talk-default",
    bad: '|forward "$DEFALT@example.org"\n',
    good: '|forward "$DEFAULT@example.org"\n',
  },
  on: {
    lines: {
      instruction: ({ instruction, argument }, _file, report) => {
        if (instruction !== "program") return;
        const { start, text } = argument;
        const name = /(?:^|\/)forward[ \t]+"?(DEFAULT|EXT\d?)@/d.exec(text)?.indices?.[1];
        if (name) {
          const at = { start: start + name[0], end: start + name[1] };
          const found = text.slice(...name);
          const edits = [{ span: { start: at.start, end: at.start }, newText: "$" }];
          const params = { found, meant: `$${found}` };
          report({ at, message: "dollar", params, fixes: [{ title: "write", params, safety: "unsafe", edits }] });
        }
        if (!text.includes("$")) return;
        const script = parseScript(encodeLatin1(text.replace(/\r$/, "")));
        for (const parameter of parametersIn(script)) {
          const meant = SET.find((known) => isSlip(parameter.name, known));
          if (meant === undefined || isSetIn(text, parameter.name)) continue;
          const nameAt = start + parameter.start + (parameter.braced ? 2 : 1);
          const edits = [{ span: { start: nameAt, end: nameAt + parameter.name.length }, newText: meant }];
          const params = { found: printable(parameter.name), meant };
          report({
            at: { start: start + parameter.start, end: start + parameter.end },
            message: "slip",
            params,
            fixes: [{ title: "write", params, safety: "unsafe", edits }],
          });
        }
      },
    },
  },
});

function parametersIn({ list }: Script): readonly Parameter[] {
  return wordsOf(list).flatMap(({ parts }) => parametersOf(parts));
}

/** With names of five letters and more: of shorter ones other letters make other names. */
const SET: readonly string[] = "SENDER NEWSENDER RECIPIENT LOCAL DEFAULT RPLINE DTLINE UFLINE".split(" ");

function isSlip(name: string, known: string): boolean {
  return isLetterMoved(name, known) || (name.length < known.length && isOneEditAway(name, known));
}

/** By an assignment, `read`, `for` or a program that sets variables. */
function isSetIn(line: string, name: string): boolean {
  return new RegExp(`\\b${name}=|\\b(read|for|export|unset)\\b[^;|&]*\\b${name}\\b`).test(line);
}
