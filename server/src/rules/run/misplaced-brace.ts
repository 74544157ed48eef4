import type { Parameter, Word, WordPart } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { printable, type Span } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS152",
  name: "misplaced-brace",
  language: "run",
  severity: "warning",
  category: "shell",
  since: "0.1",
  what: "A brace around the name of a variable is missing, or stands in front of the $",
  why: "Only ${ begins such a form: the shell puts in the value of $NAME, and the brace stays as it is, as in a path that is nowhere",
  silent:
    "Where another { stands in front in the same word, between single quotes, in here-documents, in the words of programs such as " +
    "sed, awk and echo, which may want braces, and for braces around a variable in words with blanks, as messages have, or with \\$",
  sources: ["POSIX sh, parameter expansion", "measured: dash 0.5.12, bash 5.2"],
  fixable: "unsafe",
  messages: {
    open: {
      text: "the } behind {variable} has no { in front of the name: it stays in the word, behind the value",
      help: "write { behind the $",
    },
    around: {
      text: "the braces around {variable} stay in the word, around the value",
      help: "write them behind the $",
    },
    braces: { text: "Write {fixed}" },
  },
  example: {
    bad: '#!/bin/sh\nexec 2>&1\nDIR=/etc/web\nexec setuidgid web /usr/local/bin/webd -c "$DIR}/web.conf"\n',
    good: '#!/bin/sh\nexec 2>&1\nDIR=/etc/web\nexec setuidgid web /usr/local/bin/webd -c "$DIR/web.conf"\n',
  },
  on: {
    inStarters: true,
    script: (script, report) => {
      if (script.tree.faults.length > 0) return;
      for (const command of commandsOf(script.tree.list)) {
        if (command.kind !== "simple") continue;
        const wantsBraces = command.words.some(({ parts }) => WANT_BRACES.test(literalText(parts) ?? ""));
        const targets = command.redirects.filter(({ hereDocument }) => hereDocument === undefined);
        const words = [
          ...command.assignments.map(({ value }) => value),
          ...(wantsBraces ? [] : command.words),
          ...targets.map(({ target }) => target),
        ];
        for (const word of words) reportWord(word, script, report);
      }
    },
  },
});

/** Also behind exec, env and the like. */
const WANT_BRACES =
  /(^|\/)([gmn]?awk|sed|perl|python\d?|ruby|jq|curl|wget|grep|egrep|find|xargs|echo|printf|logger|eval)$/;

function reportWord({ parts }: Word, { text }: RunScript, report: Report): void {
  const flat = [...flattened(parts)];
  const isText = flat.some(isOfText);
  let opened = false;
  for (const [index, part] of flat.entries()) {
    const before = textOf(flat[index - 1]);
    const isAround = before.endsWith("{");
    const isOpened = opened || before.slice(0, isAround ? -1 : undefined).includes("{");
    opened ||= before.includes("{");
    if (!isNamed(part) || !textOf(flat[index + 1]).startsWith("}") || isOpened || (isAround && isText)) continue;
    const span: Span = { start: part.start - (isAround ? 1 : 0), end: part.end + 1 };
    const edits = [{ span, newText: `\${${part.name}}` }];
    const fixes = [
      { title: "braces" as const, params: { fixed: `\${${part.name}}` }, safety: "unsafe" as const, edits },
    ];
    const variable = printable(text.slice(part));
    report({ at: span, message: isAround ? "around" : "open", params: { variable }, fixes });
  }
}

/** The parts of a word, those between double quotes too. */
function* flattened(parts: readonly WordPart[]): Generator<WordPart> {
  for (const part of parts) {
    if (part.kind === "double-quoted") yield* flattened(part.parts);
    else yield part;
  }
}

/** `"no folder {$DIR}"`, `"\${$NAME}"` */
function isOfText(part: WordPart): boolean {
  return part.kind === "escaped" ? part.text === "$" : /\s/.test(textOf(part));
}

function textOf(part: WordPart | undefined): string {
  return part?.kind === "bare" || part?.kind === "text" ? part.text : "";
}

function isNamed(part: WordPart): part is Parameter {
  return part.kind === "parameter" && !part.braced && /^[A-Za-z_]\w*$/.test(part.name);
}
