import { parseScript } from "djblint-grammars/run/parser";
import type { Word } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { encodeLatin1, printable } from "djblint-grammars/text";
import { DELIVERY_PROGRAMS } from "../../model/control/delivery-programs.js";
import { isOneEditAway } from "../../model/one-edit.js";
import { parentOf } from "../../model/tree.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM855",
  name: "misspelt-delivery-program",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A program in a .qmail file is one letter away from one that such files start, as those of ezmlm are",
  why:
    "The shell finds no program of that name and ends with code 127, which qmail-local takes for something that passes: the mail " +
    "waits, and is returned when queuelifetime is over",
  silent: "When the program is among the files, for another number of the same name, and for a plural",
  sources: ["qmail-command(8)", "qmail-local.c (mailprogram)", "ezmlm(1)"],
  fixable: "unsafe",
  messages: {
    slip: {
      text: "no program that djblint knows is called {found}: is {meant} meant?",
      help: "write {meant}, unless there is such a program",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    file: "alias/.qmail-talk",
    bad: "|ezmlm-reject\n|ezmlm-sned /mail/talk\n",
    good: "|ezmlm-reject\n|ezmlm-send /mail/talk\n",
  },
  on: {
    lines: {
      instruction: (line, { around, path }, report) => {
        if (line.instruction !== "program") return;
        const { start, text } = line.argument;
        for (const word of programsIn(text)) {
          const program = literalText(word.parts) ?? "";
          const name = program.slice(program.lastIndexOf("/") + 1);
          const meant = KNOWN.has(name) ? undefined : DELIVERY_PROGRAMS.find((known) => isSlip(name, known));
          if (meant === undefined || around.find(program, parentOf(path))?.kind === "file") continue;
          const at = { start: start + word.start, end: start + word.end };
          const params = { found: printable(name), meant };
          const newText = program.slice(0, program.length - name.length) + meant;
          const fixes = [{ title: "write", params, safety: "unsafe" as const, edits: [{ span: at, newText }] }];
          report({ at, message: "slip", params, fixes });
        }
      },
    },
  },
});

/** Those that preline and except start too. */
function* programsIn(line: string): Generator<Word> {
  for (const command of commandsOf(parseScript(encodeLatin1(line.replace(/\r$/, ""))).list)) {
    if (command.kind !== "simple" || command.words.length === 0) continue;
    const [first, ...args] = command.words;
    yield first;
    const inner = args.find(({ parts }) => !literalText(parts)?.startsWith("-"));
    if (inner && /(^|\/)(preline|except)$/.test(literalText(first.parts) ?? "")) yield inner;
  }
}

/** Of shorter names other letters make other programs. */
const SHORTEST = 7;

function isSlip(name: string, known: string): boolean {
  if (name.length < SHORTEST || name === `${known}s` || known === `${name}s`) return false;
  return isOneEditAway(name, known) && name.replace(/[a-z-]/g, "") === "";
}

const KNOWN: ReadonlySet<string> = new Set(DELIVERY_PROGRAMS);
