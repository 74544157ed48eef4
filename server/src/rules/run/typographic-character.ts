import type { List, Word } from "djblint-grammars/run/tree";
import { commandsOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { decodeLatin1, printable, type Span } from "djblint-grammars/text";
import { defineRule, type Edit } from "../rule.js";

export default defineRule({
  code: "RS090",
  name: "typographic-character",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "A quotation mark, a dash or a blank is the one that books are set with, as pasted from a page or a word processor",
  why:
    "The shell knows no quotation marks, hyphens and blanks but those of ASCII: all others are parts of words, so that options, " +
    "names of files and whole commands become others",
  silent:
    "Inside of quotes, in comments, and in what echo, printf and logger say; for apostrophes and dashes within words",
  sources: ["measured: dash 0.5.12, bash 5.2.15"],
  fixable: "unsafe",
  messages: {
    quote: {
      text: "{found} is no quotation mark to the shell: it becomes a part of the word {word}",
      help: "write \", ' or ` instead",
    },
    dash: { text: "{found} is no hyphen: the word {word} is no option", help: "write - instead" },
    blank: {
      text: "a no-break space parts no words: the shell takes {word} for one word",
      help: "write a plain blank instead",
    },
    replace: { text: "Replace by ASCII" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid web webd -c \xe2\x80\x9c$CONFIG\xe2\x80\x9d\n",
    good: '#!/bin/sh\nexec setuidgid web webd -c "$CONFIG"\n',
  },
  on: {
    inStarters: true,
    script: ({ tree, service, text }, report) => {
      if (!text.bytes.some((byte) => byte === 0xe2 || byte === 0xc2)) return;
      for (const list of [tree.list, ...service.scripts.map((script) => script.list)]) {
        const spoken = spokenWords(list);
        for (const word of wordsOf(list)) {
          const found = spoken.has(word) ? [] : charactersIn(word, text.bytes);
          if (found.length === 0) continue;
          const [{ at, message }] = found;
          const edits = found.flatMap(({ edit }) => edit ?? []);
          const shown = (span: Span) => printable(text.slice(span));
          report({
            at,
            message,
            params: { found: shown(at), word: shown(word) },
            fixes: edits.length === found.length ? [{ title: "replace", safety: "unsafe", edits }] : [],
          });
        }
      }
    },
  },
});

const SPEAKERS: ReadonlySet<string> = new Set(["echo", "printf", "logger"]);

/** The words of commands that say them. */
function spokenWords(list: List): Set<Word> {
  const spoken = new Set<Word>();
  for (const command of commandsOf(list)) {
    if (command.kind !== "simple" || command.words.length === 0) continue;
    const [name, ...others] = command.words;
    if (SPEAKERS.has(literalText(name.parts) ?? "")) for (const word of others) spoken.add(word);
  }
  return spoken;
}

interface Found {
  readonly at: Span;
  readonly message: "quote" | "dash" | "blank";
  /** Undefined for an acute accent: it may stand for ' or for `. */
  readonly edit: Edit | undefined;
}

/** In UTF-8: U+00A0; U+00B4 and U+2018 to U+201F where a word, or the value of a variable, begins or ends; U+2010 to U+2015 and U+2212 in front. */
const BLANK = /\xc2\xa0/g;
const OPENING = /(?<=^|=)(?:\xe2\x80[\x98-\x9f]|\xc2\xb4)/g;
const CLOSING = /(?:\xe2\x80[\x98-\x9f]|\xc2\xb4)$/g;
const DASH = /^-?(?:\xe2\x80[\x90-\x95]|\xe2\x88\x92)+-?(?=[A-Za-z]|$)/g;
const ACUTE = "\xc2\xb4";
const DOUBLE = /[\x9c-\x9f]$/;

function charactersIn(word: Word, bytes: Uint8Array): Found[] {
  const found = new Map<number, Found>();
  for (const part of word.parts) {
    if (part.kind !== "bare") continue;
    const text = decodeLatin1(bytes, part.start, part.end);
    const isFirst = part.start === word.start;
    const isLast = part.end === word.end;
    const add = (pattern: RegExp, message: Found["message"], asciiOf: (character: string) => string | undefined) => {
      for (const { 0: character, index } of text.matchAll(pattern)) {
        const span = { start: part.start + index, end: part.start + index + character.length };
        const newText = asciiOf(character);
        found.set(span.start, { at: span, message, edit: newText === undefined ? undefined : { span, newText } });
      }
    };
    add(BLANK, "blank", () => " ");
    const quote = (character: string) => (character === ACUTE ? undefined : DOUBLE.test(character) ? '"' : "'");
    if (isFirst || text.includes("=")) add(OPENING, "quote", quote);
    if (isLast) add(CLOSING, "quote", quote);
    if (isFirst) add(DASH, "dash", (dashes) => dashes.replace(/\xe2../g, "-"));
  }
  return [...found.values()].sort((a, b) => a.at.start - b.at.start);
}
