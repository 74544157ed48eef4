/** What forms of bash are called in messages. */
import type { BashFormKind } from "djblint-grammars/run/tree";

export const BASH_FORM_WORDS: Readonly<Record<BashFormKind, string>> = {
  "append-assignment": "+=",
  array: "an array",
  "both-streams-redirect": "&>",
  condition: "[[ ]]",
  "dollar-quote": "$'...'",
  "function-keyword": "the word function",
  "here-string": "<<<",
  "parameter-form": "a parameter form of its own",
  "pipe-both-streams": "|&",
  "process-substitution": "<(...)",
};
