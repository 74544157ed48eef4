import { type ExeclineWord, execlineWords } from "djblint-grammars/run/execline";
import { printable } from "djblint-grammars/text";
import { defineRule, type Observation } from "../rule.js";

export default defineRule({
  code: "RS153",
  name: "malformed-execline",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "A script that execlineb reads has a brace that is no word of its own, a block without braces, or export with =",
  why: "execlineb, or the program in front, ends with exit code 100, once a second, and nothing is started",
  silent: "Between quotes, and for programs of execline that do not stand at the start of a line",
  sources: ["execlineb(1)", "measured: execline 2.9"],
  fixable: "none",
  messages: {
    glued: {
      text: "{word} is one word, and execlineb begins and ends a block at a brace alone: unmatched {brace}, and nothing is started",
      help: "write blanks around the brace",
    },
    empty: {
      text: "{word} is one word and no empty block: unterminated block, and nothing is started",
      help: "write a blank between the braces",
    },
    unmatched: {
      text: "this brace has no other: execlineb says unmatched {brace} and starts nothing",
      help: "write the other one, or put this one between quotes",
    },
    block: {
      text: "{program} has no block in braces behind it: unterminated block, and nothing is started",
      help: "write braces around the command that it is to start: {program} { ... }",
    },
    assignment: {
      text: "export of execline wants the name and the value as two words: it takes {word} for the name, which is invalid",
      help: "write export {name}, a blank, and the value",
    },
  },
  example: {
    bad: "#!/bin/execlineb -P\nif {mkdir -p /run/web}\nexport PORT=80\nwebd\n",
    good: "#!/bin/execlineb -P\nif { mkdir -p /run/web }\nexport PORT 80\nwebd\n",
  },
  on: {
    script: ({ tree, text }, report) => {
      if (tree.shebang?.program !== "execlineb") return;
      const words = execlineWords(text.bytes, tree.shebang.end);
      const brace = braceFault(words);
      if (brace) report(brace);
      for (const [index, at] of words.entries()) {
        const next = words[index + 1];
        const isFirst = index === 0 || text.slice({ start: words[index - 1].end, end: at.start }).includes("\n");
        const assigned = at.text === "export" && next?.isPlain ? /^([A-Za-z_]\w*)=/.exec(next.text)?.[1] : undefined;
        if (!isFirst) continue;
        if (assigned)
          report({ at: next, message: "assignment", params: { word: printable(next.text), name: assigned } });
        if (!brace && BLOCKS.has(at.text) && next && next.text !== "{" && !next.text.startsWith("-"))
          report({ at, message: "block", params: { program: at.text } });
      }
    },
  },
});

/** They begin with a block, behind their options. */
const BLOCKS: ReadonlySet<string> = new Set(["background", "foreground", "if", "ifelse", "ifte", "pipeline"]);

/** What keeps the braces from pairing; the word that a blank is missing in, where there is one. */
function braceFault(words: readonly ExeclineWord[]): Observation | undefined {
  const open: ExeclineWord[] = [];
  let unmatched: ExeclineWord | undefined;
  for (const word of words) {
    if (word.text === "{") open.push(word);
    else if (word.text === "}" && open.pop() === undefined) unmatched ??= word;
  }
  const empty = words.find(({ text }, index) => text === "{}" && BLOCKS.has(words[index - 1]?.text));
  if (empty) return { at: empty, message: "empty", params: { word: "{}" } };
  const at = unmatched ?? open.at(-1);
  if (at === undefined) return undefined;
  const glued = words.find(({ text, isPlain }) => isPlain && (at.text === "{" ? CLOSES : OPENS).test(text));
  const message = glued ? "glued" : "unmatched";
  return { at: glued ?? at, message, params: { word: printable(glued?.text ?? ""), brace: at.text } };
}

/** `{echo`, and `on}` or `};`, which might have been the other brace. */
const OPENS = /^\{[^{}]+$/;
const CLOSES = /^([^{}]+\}|\}[;,])$/;
