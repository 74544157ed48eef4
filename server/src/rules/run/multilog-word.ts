import { printable } from "djblint-grammars/text";
import { lastStep, type Step } from "../../model/run/service.js";
import { type Action, readActions } from "../../model/run/service-multilog.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS057",
  name: "multilog-word",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "multilog gets a word that is none of its actions, or does something else than it looks like, or svlogd gets an action of multilog",
  why:
    "multilog ignores words that it does not know, without a word; patched builds know some of them, such as d. svlogd " +
    "takes all words for log directories, and ignores those that are not there",
  silent: "For d and t in place of a time stamp (RS054), and for a directory without ./ (RS055)",
  sources: ["run script specification L3, R57", "measured: svlogd of runit 2.1.2"],
  fixable: "none",
  messages: {
    ignored: {
      text: "multilog has no action {word} and ignores the word silently",
      help: "leave it out, or write an action: t, s, n, +, -, e, =, !, or a directory that begins with . or /",
    },
    pattern: {
      text: "multilog has no options: {word} is a pattern that deselects the line '{line}'",
      help: "write t as the first word for time stamps; leave {word} out otherwise",
    },
    rest: {
      text: "multilog reads only the t of {word}, and ignores the rest of the word silently",
      help: "write each action as a word of its own, without quotes round several",
    },
    number: {
      text: "{word} has no number: multilog reads it as 0 and takes the smallest value instead",
      help: "write the number behind {letter}",
    },
    svlogd: {
      text: "svlogd takes {word} for a log directory: unable to open log directory, and it goes on without",
      help: "leave it out: time stamps are the option -t, and what multilog gets as s, n, !, + and - stands in the file config of the log directory",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dlog multilog t I s999999 ./main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t s999999 ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const step = lastStep(chain);
      if (step.name === "svlogd") reportForSvlogd(step, report);
      if (step.name !== "multilog") return;
      const actions = readActions(step);
      if (!actions.some(({ kind }) => kind === "directory")) return;
      actions.forEach(({ kind, argument }, index) => {
        const text = argument.text ?? "";
        if (argument.text === undefined) return;
        const word = text === "" ? "''" : printable(text);
        if (kind === "ignored" && !isStamp(text, index)) report({ at: argument, message: "ignored", params: { word } });
        else if (kind === "stamp" && /[^t]/.test(text)) report({ at: argument, message: "rest", params: { word } });
        else if (isEmptyNumber(kind, text)) {
          report({ at: argument, message: "number", params: { word, letter: text.charAt(0) } });
        } else if (kind === "deselect" && /^-([a-z]|t+)$/.test(text)) {
          report({ at: argument, message: "pattern", params: { word, line: text.slice(1) } });
        }
      });
    },
  },
});

/** Behind a directory a word with a dash is none of its options any more. */
function reportForSvlogd({ arguments: words }: Step, report: Report): void {
  for (const argument of words) {
    if (!/^(t|[sn][0-9]+|[-+!].+)$/.test(argument.text ?? "")) continue;
    report({ at: argument, message: "svlogd", params: { word: printable(argument.text ?? "") } });
  }
}

/** What stands for a time stamp is another finding. */
function isStamp(text: string, index: number): boolean {
  return text === "t" || (index === 0 && /^[a-z]$/.test(text));
}

function isEmptyNumber(kind: Action["kind"], text: string): boolean {
  return (kind === "size" || kind === "count") && !/^.[0-9]/.test(text);
}
