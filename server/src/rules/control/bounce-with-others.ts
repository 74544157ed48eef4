import { commandOf, instructionsIn } from "../../model/control/delivery-commands.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM857",
  name: "bounce-with-others",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A .qmail file returns all mail with bouncesaying, and has a forward, or more lines below",
  why:
    "Without a program to ask, bouncesaying ends with code 100: qmail-local stops there and returns the mail. It forwards when all " +
    "lines have been done, so no forward is made, wherever it stands",
  sources: ["bouncesaying(1)", "qmail-command(8)", "qmail-local.c (mailprogram, mailforward)"],
  fixable: "none",
  messages: {
    forward: {
      text: "mail is returned and not forwarded: bouncesaying ends the delivery, and qmail-local forwards when all lines are done",
      help: "leave out bouncesaying, or the forward",
    },
    below: {
      text: "the lines below are never done: bouncesaying ends the delivery, and the mail is returned",
      help: "leave out bouncesaying, or the lines below it",
    },
  },
  example: {
    file: "alias/.qmail-old",
    bad: "&joe@example.net\n|bouncesaying 'moved to joe@example.net'\n",
    good: "|bouncesaying 'moved to joe@example.net'\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        if (!/bouncesaying/.test(line.argument.text)) return;
        const command = commandOf(line);
        if (command?.name !== "bouncesaying" || command.args.length !== 1) return;
        const all = instructionsIn(file);
        if (all.some(({ instruction }) => instruction === "forward")) report({ at: line.argument, message: "forward" });
        else if (all[all.length - 1].line > line.line) report({ at: line.argument, message: "below" });
      },
    },
  },
});
