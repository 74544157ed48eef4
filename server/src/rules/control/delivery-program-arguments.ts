import { parseScript } from "djblint-grammars/run/parser";
import type { SimpleCommand, Word } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { encodeLatin1, printable, type Span } from "djblint-grammars/text";
import { deliveryHelper } from "../../model/control/delivery-helpers.js";
import { type FilePlace, parentOf } from "../../model/tree.js";
import { defineRule, type Observation } from "../rule.js";

export default defineRule({
  code: "QM819",
  name: "delivery-program-arguments",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what:
    "A program of qmail in a .qmail file lacks an argument, gets one too many, or an address with a comma or angle brackets; " +
    "a program of ezmlm lacks the folder of its list; fastforward gets a text where it reads a compiled file; vdelivermail of vpopmail gets words that it does not know, and dot-forward a mailbox",
  why:
    "condredirect, except and preline run a program, and end with code 100 without one: the mail is returned. So do programs of ezmlm without a folder. bouncesaying takes " +
    "one word for the text, and a program behind it, without whose success nothing is returned. forward takes each word for an address. fastforward looks up " +
    "addresses in a cdb, such as newaliases makes of /etc/aliases. vdelivermail wants two words; the second is bounce-no-mailbox, " +
    "delete, the folder of a user, or an address",
  silent:
    "When the shell decides what the words are, when what stands behind the text of bouncesaying may be a program, and about files " +
    "for fastforward other than /etc/aliases, unless the compiled one is beside them",
  sources: [
    "bouncesaying(1), condredirect(1), except(1), forward(1), preline(1), fastforward(1), dot-forward(1)",
    "qmail-command(8)",
    "bouncesaying.c, condredirect.c, except.c, forward.c and preline.c of notqmail",
    "vdelivermail.c of vpopmail 5.4",
    "ezmlm-send(1), ezmlm-manage(1), ezmlm-return(1), ezmlm-warn(1), ezmlm-moderate(1), ezmlm-store(1)",
    "ezmlm-send.c and ezmlm-manage.c of ezmlm-idx",
  ],
  fixable: "none",
  messages: {
    program: {
      text: "{name} ends with its usage and code 100, by which mail is returned: it has no program to run",
      help: "write {usage}",
    },
    list: {
      text: "{name} ends with its usage and code 100, by which mail is returned: it has no folder of a list",
      help: "write {name} FOLDER",
    },
    text: {
      text: 'nothing is returned unless a program called "{found}" says so: the text of bouncesaying is its first word alone',
      help: "put the text in quotes",
    },
    usage: {
      text: "{name} ends with its usage and code 100, by which mail is returned: it has no text to return it with",
      help: "write bouncesaying TEXT, or bouncesaying TEXT PROGRAM",
    },
    nobody: {
      text: "the mail goes to nobody: {name} has no address to send it to",
      help: "write forward ADDRESS",
    },
    address: {
      text: 'mail is forwarded to "{found}", which is no address',
      help: "write |forward ADDRESS ADDRESS, with blanks between them and without brackets",
    },
    quoted: {
      text: "mail is forwarded to {found} as it stands: between single quotes the shell fills in no variables",
      help: "write double quotes",
    },
    database: {
      text: "fastforward cannot read {found}, which is a text: mail waits, and is returned in the end",
      help: "write {found}.cdb",
    },
    order: {
      text: 'condredirect takes "{found}" for the address, and {program} for the program',
      help: "write condredirect ADDRESS PROGRAM",
    },
    mailbox: {
      text: "dot-forward reads {found} as a file of addresses, and puts no mail into it",
      help: "write {found} on a line of its own, below",
    },
    words: {
      text: "all mail of the domain waits, and is returned in the end: vdelivermail ends with code 111 unless it has two words behind it",
      help: "write vdelivermail '' bounce-no-mailbox",
    },
    unknown: {
      text: 'mail for users that vpopmail does not know is sent on to the address "{found}"',
      help: "write bounce-no-mailbox or delete, an address with its host, or the folder of the user who gets this mail",
    },
    maildir: {
      text: "mail for users that vpopmail does not know waits: vdelivermail looks for Maildir inside {found}",
      help: "write the folder of the user, without Maildir",
    },
  },
  example: {
    file: "alias/.qmail-info",
    bad: "|bouncesaying No such user\n",
    good: "|bouncesaying 'No such user'\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        if (line.instruction !== "program" || !NAMED.test(line.argument.text)) return;
        const { start, text } = line.argument;
        const { list, faults } = parseScript(encodeLatin1(text.replace(/\r$/, "")));
        // Of what the shell cannot read another rule speaks (QM816).
        for (const command of faults.length > 0 ? [] : commandsOf(list)) {
          const said = command.kind === "simple" ? misuseIn(command, text, file) : undefined;
          if (said) report({ ...said, at: { start: start + said.at.start, end: start + said.at.end } });
        }
      },
    },
  },
});

const NAMED = /\b(bouncesaying|condredirect|except|ezmlm|fastforward|forward|preline|vdelivermail|dot-forward)\b/;

/** With the path under which qmail installs it, or without one. */
const PROGRAM =
  /^(?:\/var\/qmail\/bin\/|\/usr\/s?bin\/)?(bouncesaying|condredirect|dot-forward|except|fastforward|forward|preline)$/;

/** Installed anywhere. */
const ELSEWHERE = /(?:^|\/)(fastforward|vdelivermail|ezmlm-(?:send|manage|return|warn|moderate|store))$/;

function misuseIn({ words, start, end }: SimpleCommand, text: string, place: FilePlace): Observation | undefined {
  const [first, ...args] = words;
  const path = literalText(first?.parts ?? []) ?? "";
  const name = ELSEWHERE.exec(path)?.[1] ?? PROGRAM.exec(path)?.[1];
  switch (name) {
    case "bouncesaying":
      return args.length === 0 ? { at: { start, end }, message: "usage", params: { name } } : strayText(args, text);
    case "forward":
      if (args.length === 0) return { at: { start, end }, message: "nobody", params: { name } };
      return badAddress(args) ?? quotedVariable(args);
    case "fastforward":
      return textForDatabase(args, place);
    case "dot-forward":
      return mailboxForForwards(args);
    case "ezmlm-send":
    case "ezmlm-manage":
    case "ezmlm-return":
    case "ezmlm-warn":
    case "ezmlm-moderate":
    case "ezmlm-store":
      return args.every(isOption) ? { at: { start, end }, message: "list", params: { name } } : undefined;
    case "vdelivermail":
      if (args.some(isDecidedByShell)) return undefined;
      return args.length === 2 ? unknownWord(args[1], path) : { at: { start, end }, message: "words" };
    case "condredirect":
      return swapped(args) ?? quotedVariable(args.slice(0, 1)) ?? programLacking(name, args, { start, end });
    case "except":
    case "preline":
      return programLacking(name, args, { start, end });
  }
  return undefined;
}

function programLacking(name: string, args: readonly Word[], at: Span): Observation | undefined {
  const isOption = (word: Word) => name === "preline" && /^-[frdFRD]+$/.test(literalText(word.parts) ?? "");
  const needed = name === "condredirect" ? 2 : 1;
  if (args.filter((word) => !isOption(word)).length >= needed || args.some(isDecidedByShell)) return undefined;
  return { at, message: "program", params: { name, usage: deliveryHelper(name)!.usage } };
}

/** `condredirect PROGRAM ADDRESS` */
function swapped([first, second]: readonly Word[]): Observation | undefined {
  const [found, program] = [first, second].map((word) => (word ? literalText(word.parts) : undefined));
  if (found === undefined || found.includes("@") || !/^[^@/\s]+@[^@/\s]+\.[^@/\s]+$/.test(program ?? ""))
    return undefined;
  return { at: first, message: "order", params: { found: printable(found), program: printable(program!) } };
}

function isOption({ parts }: Word): boolean {
  return /^-./.test(literalText(parts) ?? "");
}

/** What becomes of no words, or several, the files do not tell. */
function isDecidedByShell({ parts }: Word): boolean {
  return literalText(parts) === undefined;
}

/** A sentence without quotes: words as people write them, and none of the programs that look at a message. */
function strayText([first, second, ...rest]: readonly Word[], text: string): Observation | undefined {
  if (!first || !second || rest.length === 0) return undefined;
  const isBare = [first, second].every((word) => literalText(word.parts) === text.slice(word.start, word.end));
  const found = literalText(second.parts) ?? "";
  if (!isBare || !/^[A-Za-z]+[,.!]?$/.test(found) || FILTERS.has(found)) return undefined;
  return { at: { start: first.start, end: rest[rest.length - 1].end }, message: "text", params: { found } };
}

const FILTERS: ReadonlySet<string> = new Set(
  "awk cat cmp egrep expr false fgrep grep iftocc perl php python ruby sed sh test true".split(" "),
);

function badAddress(args: readonly Word[]): Observation | undefined {
  const at = args.find(({ parts }) => /[,<>]/.test(literalText(parts) ?? ""));
  return at && { at, message: "address", params: { found: printable(literalText(at.parts)!) } };
}

/** A variable of qmail-command(8) that the shell does not see. */
function quotedVariable(args: readonly Word[]): Observation | undefined {
  const at = args.find(({ parts }) => VARIABLE.test(literalText(parts) ?? ""));
  return at && { at, message: "quoted", params: { found: printable(literalText(at.parts)!) } };
}

const VARIABLE = /^\$\{?(DEFAULT|EXT\d?|LOCAL|USER|SENDER|RECIPIENT)\}?(@|$)/;

/** `fastforward [-nNpPdD] CDB` */
function textForDatabase(args: readonly Word[], { around, path }: FilePlace): Observation | undefined {
  const at = args.find(({ parts }) => !literalText(parts)?.startsWith("-"));
  const found = at && literalText(at.parts);
  if (!found || found.endsWith(".cdb")) return undefined;
  const isText = found === "/etc/aliases" || around.find(`${found}.cdb`, parentOf(path))?.kind === "file";
  return isText ? { at, message: "database", params: { found: printable(found) } } : undefined;
}

/** `dot-forward [-nN] FILE...` */
function mailboxForForwards(args: readonly Word[]): Observation | undefined {
  const at = args.find(({ parts }) => /(^|\/)(Mailbox|Maildir\/?)$/.test(literalText(parts) ?? ""));
  return at && { at, message: "mailbox", params: { found: printable(literalText(at.parts)!) } };
}

/** What vdelivermail is to do with mail for users whom it does not find; other packages have other words. */
function unknownWord(at: Word, program: string): Observation | undefined {
  const found = literalText(at.parts)!;
  if (program.includes("indimail") || /^(bounce-no-mailbox|delete)$|@|^[|.]/.test(found)) return undefined;
  const params = { found: printable(found) };
  if (found.startsWith("/")) return /\/Maildir\/?$/.test(found) ? { at, message: "maildir", params } : undefined;
  return { at, message: "unknown", params };
}
