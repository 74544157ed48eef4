import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS003",
  name: "crlf",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "Lines end in CR LF",
  why:
    "The kernel takes the carriage return of the #! line for a part of the interpreter's name and says " +
    "`file does not exist`; on other lines sh takes it for a part of the last word",
  silent: "For carriage returns in comments and between quotes. Only the first is reported",
  sources: ["run script specification X1, R03"],
  fixable: "unsafe",
  messages: {
    interpreter: {
      text: "the line ends in CR LF: the kernel looks for {interpreter} with a carriage return at its end and finds nothing",
      help: "save the file with LF line ends",
    },
    argument: {
      text: "the line ends in CR LF: {interpreter} gets a carriage return at the end of its argument",
      help: "save the file with LF line ends",
    },
    word: {
      text: "the line ends in CR LF: sh takes the carriage return for a part of the last word",
      help: "save the file with LF line ends",
    },
    convert: { text: "Change all line ends to LF" },
  },
  example: { bad: "#!/bin/sh\r\nexec sleep 5\r\n", good: "#!/bin/sh\nexec sleep 5\n" },
  on: {
    script: ({ carriageReturn, tree, text }, report) => {
      if (carriageReturn === undefined) return;
      const { shebang } = tree;
      const inShebang = shebang?.carriageReturn === carriageReturn;
      const message = !inShebang ? "word" : shebang.argument === undefined ? "interpreter" : "argument";
      const edits = returnsIn(text.bytes).map((start) => ({ span: { start, end: start + 1 }, newText: "" }));
      report({
        at: carriageReturn,
        message,
        params: { interpreter: printable(shebang?.interpreter.replace(/\r$/, "") ?? "") },
        fixes: [{ title: "convert", safety: "unsafe", edits }],
      });
    },
  },
});

const CR = 13;
const LF = 10;

/** The carriage returns in front of line feeds. */
function returnsIn(bytes: Uint8Array): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] === LF) places.push(at);
  }
  return places;
}
