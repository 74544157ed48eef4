import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM801",
  name: "first-line-blank",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "The first line of a .qmail file is blank, or defaultdelivery is empty",
  why: "qmail-local takes that for an accident and delivers nothing: Uh-oh: first line of .qmail file is blank. (#4.2.1)",
  sources: ["qmail specification Q1", "measured: dot-qmail-014"],
  fixable: "unsafe",
  messages: {
    blank: {
      text: "mail is not delivered but tried again and again: the first line of the file is blank",
      help: "remove the blank line; for the default delivery make the file empty",
    },
    empty: {
      text: "with the usual start scripts, mail for all users without a .qmail file stays in the queue: qmail-local takes the empty text for a file with a blank first line (4.2.1)",
      help: "write what is to be done with it, such as ./Maildir/",
      severity: "warning",
    },
    remove: { text: "Remove the blank line" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "\n./Maildir/\n",
    good: "./Maildir/\n",
  },
  on: {
    file: ({ shape, spec, lines: [first, second], text }, report) => {
      if (shape !== "instructions") return;
      if (!first && spec?.origin === "script") report({ at: { start: 0, end: 0 }, message: "empty" });
      if (first?.kind !== "blank") return;
      const at = { start: 0, end: text.lines.start(1) };
      const edits = [{ span: at, newText: "" }];
      const fixes = second && second.kind !== "blank" ? [{ title: "remove", safety: "unsafe" as const, edits }] : [];
      report({ at, message: "blank", fixes });
    },
  },
});
