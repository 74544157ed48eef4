import { parseScript } from "djblint-grammars/run/parser";
import type { Word } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { encodeLatin1, printable, type Span } from "djblint-grammars/text";
import type { ControlPlace } from "../../model/control/control-source.js";
import { DELIVERY_PROGRAMS } from "../../model/control/delivery-programs.js";
import { nearFolder } from "../../model/control/near-folder.js";
import { isOneEditAway } from "../../model/one-edit.js";
import { programFolderMeant } from "../../model/program-folders.js";
import { parentOf } from "../../model/tree.js";
import { defineRule, type Params } from "../rule.js";

export default defineRule({
  code: "QM855",
  name: "misspelt-delivery-program",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A program in a .qmail file is one letter away from one that such files start, as those of ezmlm are, in a folder that is so, or has its argument behind it without a blank",
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
    folder: {
      text: "there is hardly a folder {found} with programs: is {meant} meant?",
      help: "write {meant}, unless there is such a folder",
    },
    glued: {
      text: "no program is called {found}: a blank is missing behind {program}, and the mail waits until it is returned",
      help: "write a blank behind {program}",
      severity: "error",
    },
    write: { text: "Write {meant}" },
    insert: { text: "Insert a blank" },
  },
  example: {
    file: "alias/.qmail-talk",
    bad: "|ezmlm-reject\n|ezmlm-sned /mail/talk\n",
    good: "|ezmlm-reject\n|ezmlm-send /mail/talk\n",
  },
  on: {
    lines: {
      instruction: ({ instruction, argument }, file, report) => {
        if (instruction !== "program") return;
        const { start, text } = argument;
        for (const word of programsIn(text)) {
          const slip = gluedProgram(word, text) ?? misspeltProgram(literalText(word.parts) ?? "", file);
          if (!slip) continue;
          const { message, params, from, newText } = slip;
          const begin = start + word.start;
          const at = { start: begin, end: start + word.end };
          const edits = [{ span: { start: begin + from.start, end: begin + from.end }, newText }];
          const title = message === "glued" ? "insert" : "write";
          // Between quotes it stands elsewhere.
          const isBare = word.parts[0].kind === "bare";
          report({ at, message, params, fixes: isBare ? [{ title, params, safety: "unsafe", edits }] : [] });
        }
      },
    },
  },
});

interface ProgramSlip {
  readonly message: "slip" | "folder" | "glued";
  readonly params: Params;
  /** In the word. */
  readonly from: Span;
  readonly newText: string;
}

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

/** Programs of vpopmail lie in its home, as the domains do. */
function homeMeant(folder: string, path: string, around: ControlPlace["around"]): string | undefined {
  const [, home, rest] = /^(\/.+)(\/s?bin)$/.exec(folder) ?? [];
  const meant = home === undefined ? undefined : nearFolder(home, parentOf(path), around);
  return meant && meant + rest;
}

/** A program whose argument in quotes follows without a blank. */
function gluedProgram({ parts: [first, second], start, end }: Word, line: string): ProgramSlip | undefined {
  if (first?.kind !== "bare" || !second || !/quoted$/.test(second.kind)) return undefined;
  const program = first.text.slice(first.text.lastIndexOf("/") + 1);
  if (!KNOWN.has(program)) return undefined;
  const params = { found: printable(line.slice(start, end)), program };
  return { message: "glued", params, from: { start: first.end - start, end: first.end - start }, newText: " " };
}

function misspeltProgram(program: string, { around, path }: ControlPlace): ProgramSlip | undefined {
  const length = Math.max(0, program.lastIndexOf("/"));
  const folder = program.slice(0, length);
  const meantFolder = programFolderMeant(folder) ?? homeMeant(folder, path, around);
  if (meantFolder !== undefined && around.find(folder, parentOf(path)) === undefined) {
    const params = { found: printable(folder), meant: meantFolder };
    return { message: "folder", params, from: { start: 0, end: length }, newText: meantFolder };
  }
  const from = { start: program.lastIndexOf("/") + 1, end: program.length };
  const name = program.slice(from.start);
  const meant = KNOWN.has(name) ? undefined : DELIVERY_PROGRAMS.find((known) => isSlip(name, known));
  if (meant === undefined || around.find(program, parentOf(path))?.kind === "file") return undefined;
  return { message: "slip", params: { found: printable(name), meant }, from, newText: meant };
}

/** Of shorter names other letters make other programs. */
const SHORTEST = 7;

function isSlip(name: string, known: string): boolean {
  if (known.length < SHORTEST || name === `${known}s` || known === `${name}s`) return false;
  return isOneEditAway(name, known) && name.replace(/[a-z-]/g, "") === "";
}

const KNOWN: ReadonlySet<string> = new Set(DELIVERY_PROGRAMS);
