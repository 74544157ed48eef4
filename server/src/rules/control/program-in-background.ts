import { parseScript } from "djblint-grammars/run/parser";
import { encodeLatin1 } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM814",
  name: "program-in-background",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A program in a .qmail file runs in the background, with & or &>",
  why: "/bin/sh does not wait for it: the mail counts as delivered at once, whatever the program does with it. &> is a redirection in bash alone; to other shells it is a & and a >",
  silent: "When wait follows",
  sources: ["qmail specification Q1", "dash(1), POSIX shell: asynchronous lists"],
  fixable: "none",
  messages: {
    background: {
      text: "the mail counts as delivered before the program has read it: & lets it run in the background, and nobody hears of its failure",
      help: "leave out the &",
    },
    redirect: {
      text: "where /bin/sh is not bash, &> is a & and a >: the program runs in the background, and the mail counts as delivered whatever it does",
      help: "write >FILE 2>&1, or >>FILE 2>&1 to append",
    },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "|/usr/local/bin/sort-mail &>>log\n",
    good: "|/usr/local/bin/sort-mail >>log 2>&1\n",
  },
  on: {
    lines: {
      instruction: (line, _file, report) => {
        if (line.instruction !== "program" || !line.argument.text.includes("&")) return;
        const { start, text } = line.argument;
        const { list, bashForms } = parseScript(encodeLatin1(text));
        const form = bashForms.find(({ kind }) => kind === "both-streams-redirect");
        if (form) return report({ at: { start: start + form.start, end: start + form.end }, message: "redirect" });
        const item = list.items.find(({ background }) => background);
        if (!item || /\bwait\b/.test(text.slice(item.end))) return;
        report({ at: { start: start + item.start, end: start + item.end }, message: "background" });
      },
    },
  },
});
